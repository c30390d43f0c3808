package io.reprise.stage.train.data;

import io.reprise.core.components.Covariance;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Fits principal components to the training windows of the chunks. Points that several windows
 * share count once.
 */
public record ComponentsFitting(WindowSelection selection, Normalizer normalizer)
    implements Serializable {

  /** So many parts are merged on their way to the driver, so that it needs to hold few. */
  private static final int MERGED_AT_ONCE = 32;

  /** In one pass. Parts merge in a fixed order. */
  public PrincipalComponents fit(JavaRDD<Chunk> chunks) {
    List<Part> parts =
        chunks
            .mapPartitionsWithIndex(
                (partition, some) -> List.of(new Part(partition, covariance(some))).iterator(),
                true)
            .mapToPair(part -> new Tuple2<>(part.number() / MERGED_AT_ONCE, part))
            .groupByKey()
            .map(group -> new Part(group._1(), merged(group._2())))
            .collect();
    return PrincipalComponents.of(merged(parts), steps());
  }

  private record Part(int number, Covariance covariance) implements Serializable {}

  private static Covariance merged(Iterable<Part> parts) {
    List<Part> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(Part::number));
    return ordered.stream().map(Part::covariance).reduce(Covariance::merge).orElseThrow();
  }

  private int steps() {
    return PrincipalComponents.steps(normalizer.features(), selection.windowing().length());
  }

  private Covariance covariance(Iterator<Chunk> chunks) {
    Covariance covariance = new Covariance(steps() * normalizer.features());
    float[] vector = new float[steps() * normalizer.features()];
    chunks.forEachRemaining(chunk -> add(covariance, vector, chunk));
    return covariance;
  }

  private void add(Covariance covariance, float[] vector, Chunk chunk) {
    int next = chunk.before();
    for (int start : selection.covering(SplitPart.TRAIN, chunk)) {
      int points = selection.points(chunk, start);
      Scaler scaler = normalizer.scaler(chunk.own().scaler(), chunk.values(), start, points);
      int last = Math.max(start, start + points - steps());
      for (int at = Math.max(next, start); at <= last && at < chunk.end(); at++) {
        fill(vector, chunk, scaler, at, start + points);
        covariance.add(vector);
      }
      next = Math.max(next, last + 1);
    }
  }

  /** The last point of a sequence that is too short stands for those that are missing. */
  private void fill(float[] vector, Chunk chunk, Scaler scaler, int at, int end) {
    int features = chunk.features();
    for (int i = 0; i < vector.length; i++) {
      int point = Math.min(at + i / features, end - 1);
      int feature = i % features;
      vector[i] = scaler.scaled(feature, chunk.values()[point * features + feature]);
    }
  }
}
