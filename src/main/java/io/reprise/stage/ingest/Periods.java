package io.reprise.stage.ingest;

import io.reprise.config.CleanConfig;
import io.reprise.core.cut.PeriodEstimator;
import io.reprise.core.series.Microseconds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple2;
import scala.Tuple3;

/**
 * The sampling period of each series in microseconds: the configured one, or else an estimate, made
 * in one pass.
 */
record Periods(long common, Map<String, Long> bySeries) implements Serializable {

  long periodOf(String series) {
    return common > 0 ? common : bySeries.get(series);
  }

  static Periods of(CleanConfig clean, Dataset<Row> accepted) {
    long configured = configured(clean);
    return configured > 0 ? new Periods(configured, Map.of()) : new Periods(0, estimate(accepted));
  }

  static long configured(CleanConfig clean) {
    return clean.period().map(period -> period.toNanos() / 1000).orElse(0L);
  }

  /**
   * Estimates the period of each series. If its features differ, it is the longest, at which each
   * of them has a point. A series of one point takes the median period of the others.
   */
  private static Map<String, Long> estimate(Dataset<Row> accepted) {
    Map<String, Long> periods = new TreeMap<>();
    accepted
        .select(PointRows.SERIES, PointRows.FEATURE, PointRows.TIME)
        .as(Encoders.tuple(Encoders.STRING(), Encoders.INT(), Encoders.LONG()))
        .mapPartitions(
            (MapPartitionsFunction<
                    Tuple3<String, Integer, Long>, Tuple3<String, Integer, PeriodEstimator>>)
                Periods::estimators,
            Encoders.tuple(
                Encoders.STRING(),
                Encoders.INT(),
                Encoders.javaSerialization(PeriodEstimator.class)))
        .groupByKey(
            (MapFunction<Tuple3<String, Integer, PeriodEstimator>, String>) Tuple3::_1,
            Encoders.STRING())
        .mapGroups(
            (MapGroupsFunction<
                    String, Tuple3<String, Integer, PeriodEstimator>, Tuple2<String, Long>>)
                Periods::longest,
            Encoders.tuple(Encoders.STRING(), Encoders.LONG()))
        .collectAsList()
        .forEach(found -> periods.put(found._1(), found._2()));
    long[] known =
        periods.values().stream().mapToLong(Long::longValue).filter(p -> p > 0).toArray();
    Arrays.sort(known);
    long fallback = known.length == 0 ? Microseconds.PER_SECOND : known[known.length / 2];
    periods.replaceAll((series, period) -> period > 0 ? period : fallback);
    return periods;
  }

  private record Place(String series, int feature) {}

  private static Iterator<Tuple3<String, Integer, PeriodEstimator>> estimators(
      Iterator<Tuple3<String, Integer, Long>> rows) {
    Map<Place, PeriodEstimator> byPlace = new HashMap<>();
    Place place = null;
    PeriodEstimator estimator = null;
    while (rows.hasNext()) {
      Tuple3<String, Integer, Long> row = rows.next();
      if (place == null || place.feature() != row._2() || !place.series().equals(row._1())) {
        place = new Place(row._1(), row._2());
        estimator = byPlace.computeIfAbsent(place, each -> new PeriodEstimator());
      }
      estimator.add(row._3());
    }
    return byPlace.entrySet().stream()
        .map(
            entry ->
                new Tuple3<>(entry.getKey().series(), entry.getKey().feature(), entry.getValue()))
        .iterator();
  }

  private static Tuple2<String, Long> longest(
      String series, Iterator<Tuple3<String, Integer, PeriodEstimator>> partial) {
    Map<Integer, PeriodEstimator> byFeature = new HashMap<>();
    partial.forEachRemaining(each -> byFeature.merge(each._2(), each._3(), PeriodEstimator::merge));
    long longest =
        byFeature.values().stream().mapToLong(each -> each.period().orElse(0)).max().orElse(0);
    return new Tuple2<>(series, longest);
  }
}
