package io.reprise.stage.train.data;

import io.reprise.core.normalize.FeatureStatistics;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;

/** Fits the normaliser to the training part of the chunks. */
public record NormalizerFitting(Method method, Scope scope, int features, TrainingPoints training)
    implements Serializable {

  public Normalizer fit(JavaRDD<Chunk> chunks) {
    if (scope == Scope.SEQUENCE) {
      return new Normalizer(method, scope, Scaler.identity(features), Map.of());
    }
    Map<String, FeatureStatistics> bySeries = new TreeMap<>();
    for (Map<String, FeatureStatistics> part : chunks.mapPartitions(this::statistics).collect()) {
      part.forEach((series, some) -> bySeries.merge(series, some, FeatureStatistics::merge));
    }
    FeatureStatistics all = new FeatureStatistics(method, features);
    bySeries.values().forEach(all::merge);
    Map<String, Scaler> scalers = new TreeMap<>();
    if (scope == Scope.SERIES) {
      bySeries.forEach((series, statistics) -> scalers.put(series, statistics.scaler()));
    }
    return new Normalizer(method, scope, all.scaler(), scalers);
  }

  private Iterator<Map<String, FeatureStatistics>> statistics(Iterator<Chunk> chunks) {
    Map<String, FeatureStatistics> bySeries = new TreeMap<>();
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      String key = scope == Scope.SERIES ? chunk.series() : "";
      FeatureStatistics statistics =
          bySeries.computeIfAbsent(key, name -> new FeatureStatistics(method, features));
      training.forEach(chunk, point -> statistics.add(chunk.values(), point, 1));
    }
    bySeries.values().removeIf(statistics -> statistics.count() == 0);
    return List.of(bySeries).iterator();
  }
}
