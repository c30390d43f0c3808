package io.reprise.stage.ingest;

import io.reprise.config.CleanConfig;
import io.reprise.core.series.PeriodEstimator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * The sampling period of each series, in microseconds: as configured, else estimated in one pass.
 */
final class Periods {

  private static final long SECOND = 1_000_000;

  private Periods() {}

  /** Estimates by series. A series of one point takes the median period of the others. */
  static Map<String, Long> estimate(Dataset<Row> accepted) {
    JavaPairRDD<String, PeriodEstimator> parts =
        accepted
            .select(WideRows.SERIES, WideRows.TIME)
            .toJavaRDD()
            .mapPartitionsToPair(
                rows -> {
                  Map<String, PeriodEstimator> bySeries = new HashMap<>();
                  rows.forEachRemaining(
                      row ->
                          bySeries
                              .computeIfAbsent(row.getString(0), name -> new PeriodEstimator())
                              .add(row.getLong(1)));
                  return bySeries.entrySet().stream()
                      .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                      .iterator();
                });
    Map<String, Long> periods =
        new TreeMap<>(
            parts
                .reduceByKey(PeriodEstimator::merge)
                .mapValues(estimator -> estimator.period().orElse(0))
                .collectAsMap());
    long[] known =
        periods.values().stream().mapToLong(Long::longValue).filter(p -> p > 0).toArray();
    Arrays.sort(known);
    long fallback = known.length == 0 ? SECOND : known[known.length / 2];
    periods.replaceAll((series, period) -> period > 0 ? period : fallback);
    return periods;
  }

  static long configured(CleanConfig clean) {
    return clean.period().map(period -> period.toNanos() / 1000).orElse(0L);
  }
}
