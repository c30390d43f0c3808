package io.reprise.stage.ingest;

import io.reprise.config.CleanConfig;
import io.reprise.core.series.PeriodEstimator;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * The sampling period of each series, in microseconds: as configured, else estimated in one pass.
 */
record Periods(long common, Map<String, Long> bySeries) implements Serializable {

  private static final long SECOND = 1_000_000;

  long of(String series) {
    return common > 0 ? common : bySeries.get(series);
  }

  static Periods of(CleanConfig clean, Dataset<Row> accepted) {
    long configured = configured(clean);
    return configured > 0 ? new Periods(configured, Map.of()) : new Periods(0, estimate(accepted));
  }

  static long configured(CleanConfig clean) {
    return clean.period().map(period -> period.toNanos() / 1000).orElse(0L);
  }

  /** Estimates by series. A series of one point takes the median period of the others. */
  private static Map<String, Long> estimate(Dataset<Row> accepted) {
    Map<String, Long> periods =
        new TreeMap<>(
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
                    })
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
}
