package io.reprise.stage.train.data;

import io.reprise.core.iterate.LookAhead;
import io.reprise.core.normalize.FeatureStatistics;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Fits the normaliser to the training part of the chunks. */
public record NormalizerFitting(Method method, Scope scope, int features, TrainingPoints training)
    implements Serializable {

  /** A normaliser, and the scalers of the series where each has its own. */
  public record Fitted(Normalizer normalizer, JavaPairRDD<String, SeriesParameters> bySeries) {

    public Fitted withWandering(List<Integer> features) {
      return new Fitted(normalizer.withWandering(features), bySeries);
    }
  }

  /** The chunks of a series must follow each other. */
  public Fitted fit(JavaRDD<Chunk> chunks) {
    JavaPairRDD<String, SeriesParameters> none =
        JavaPairRDD.fromJavaRDD(JavaSparkContext.fromSparkContext(chunks.context()).emptyRDD());
    if (scope == Scope.SEQUENCE) {
      return new Fitted(new Normalizer(method, scope, Scaler.identity(features)), none);
    }
    SeriesTotals<FeatureStatistics> totals =
        SeriesTotals.of(
            chunks.mapPartitionsWithIndex(this::statistics, true), FeatureStatistics::merge);
    Scaler global = totals.all(new FeatureStatistics(method, features)).scaler();
    return new Fitted(
        new Normalizer(method, scope, global),
        scope == Scope.SERIES
            ? totals
                .bySeries()
                .mapValues(statistics -> SeriesParameters.scaledBy(statistics.scaler()))
            : none);
  }

  private Iterator<SeriesTotals.Part<FeatureStatistics>> statistics(
      int partition, Iterator<Chunk> chunks) {
    LookAhead<Chunk> left = LookAhead.over(chunks);
    return new LookAhead<>() {
      @Override
      protected SeriesTotals.Part<FeatureStatistics> find() {
        while (left.hasNext()) {
          SeriesTotals.Part<FeatureStatistics> part = part(partition, left);
          if (part.sum().count() > 0) {
            return part;
          }
        }
        return null;
      }
    };
  }

  /** Of the next series, or of all chunks where one scaler serves all. */
  private SeriesTotals.Part<FeatureStatistics> part(int partition, LookAhead<Chunk> left) {
    boolean each = scope == Scope.SERIES;
    String series = each ? left.peek().series() : "";
    FeatureStatistics statistics = new FeatureStatistics(method, features);
    left.takeWhile(chunk -> !each || chunk.series().equals(series))
        .forEachRemaining(
            chunk -> training.forEach(chunk, point -> statistics.add(chunk.values(), point, 1)));
    return new SeriesTotals.Part<>(series, partition, statistics);
  }
}
