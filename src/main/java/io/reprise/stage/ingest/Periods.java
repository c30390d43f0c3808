package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.reprise.config.CleanConfig;
import io.reprise.core.cut.PeriodEstimator;
import io.reprise.core.iterate.LookAhead;
import io.reprise.core.series.Microseconds;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import scala.Tuple3;

/**
 * The sampling period of each series in microseconds: the configured one, or else an estimate, made
 * in one pass. Most series of an archive have one period in common; only the others are named.
 */
record Periods(long common, Map<String, Long> others) implements Serializable {

  /** A task holds so many times of its series, and hands on what it has found then. */
  private static final int MOST_TIMES = 1 << 22;

  long periodOf(String series) {
    return others.getOrDefault(series, common);
  }

  static Periods of(CleanConfig clean, Dataset<Row> accepted) {
    long configured = configured(clean);
    return configured > 0 ? new Periods(configured, Map.of()) : estimate(accepted);
  }

  static long configured(CleanConfig clean) {
    return clean.period().map(period -> period.toNanos() / 1000).orElse(0L);
  }

  /**
   * Estimates the period of each series. If its features differ, it is the longest, at which each
   * of them has a point. A series of one point takes the median period of the others.
   */
  private static Periods estimate(Dataset<Row> accepted) {
    Dataset<Row> periods =
        accepted
            .select(PointRows.SERIES, PointRows.FEATURE, PointRows.TIME)
            .as(Encoders.tuple(Encoders.STRING(), Encoders.INT(), Encoders.LONG()))
            .mapPartitions(
                (MapPartitionsFunction<
                        Tuple3<String, Integer, Long>, Tuple3<String, Integer, PeriodEstimator>>)
                    Estimating::new,
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
            .toDF("series", "period")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Usual usual = Usual.of(periods);
      Map<String, Long> others = new HashMap<>();
      periods
          .filter(col("period").notEqual(usual.period()))
          .toLocalIterator()
          .forEachRemaining(row -> others.put(row.getString(0), usual.instead(row.getLong(1))));
      others.values().removeIf(period -> period == usual.period());
      return new Periods(usual.period(), others);
    } finally {
      periods.unpersist();
    }
  }

  /** The period that most series have, and the median of them all; 0 is none. */
  private record Usual(long period, long median) {

    static Usual of(Dataset<Row> periods) {
      Dataset<Row> known = periods.filter("period > 0");
      long left = known.count() / 2;
      Usual usual = new Usual(Microseconds.PER_SECOND, Microseconds.PER_SECOND);
      long most = 0;
      boolean passed = false;
      for (Row row :
          (Iterable<Row>)
              () ->
                  known.groupBy("period").agg(count(lit(1))).orderBy("period").toLocalIterator()) {
        long series = row.getLong(1);
        boolean middle = !passed && left < series;
        usual =
            new Usual(
                series > most ? row.getLong(0) : usual.period,
                middle ? row.getLong(0) : usual.median);
        most = Math.max(most, series);
        passed |= middle;
        left -= series;
      }
      return usual;
    }

    long instead(long period) {
      return period > 0 ? period : median;
    }
  }

  private record Place(String series, int feature) {}

  /** The estimators of a task's rows, those of a series and feature perhaps in parts. */
  private static final class Estimating
      extends LookAhead<Tuple3<String, Integer, PeriodEstimator>> {

    private final Iterator<Tuple3<String, Integer, Long>> rows;
    private Iterator<Map.Entry<Place, PeriodEstimator>> found = Collections.emptyIterator();

    Estimating(Iterator<Tuple3<String, Integer, Long>> rows) {
      this.rows = rows;
    }

    @Override
    protected Tuple3<String, Integer, PeriodEstimator> find() {
      if (!found.hasNext()) {
        found = estimators().entrySet().iterator();
      }
      if (!found.hasNext()) {
        return null;
      }
      Map.Entry<Place, PeriodEstimator> entry = found.next();
      return new Tuple3<>(entry.getKey().series(), entry.getKey().feature(), entry.getValue());
    }

    private Map<Place, PeriodEstimator> estimators() {
      Map<Place, PeriodEstimator> byPlace = new HashMap<>();
      Place place = null;
      PeriodEstimator estimator = null;
      long held = 0;
      while (held < MOST_TIMES && rows.hasNext()) {
        Tuple3<String, Integer, Long> row = rows.next();
        if (place == null || place.feature() != row._2() || !place.series().equals(row._1())) {
          place = new Place(row._1(), row._2());
          estimator = byPlace.computeIfAbsent(place, each -> new PeriodEstimator());
        }
        held -= estimator.held();
        estimator.add(row._3());
        held += estimator.held();
      }
      return byPlace;
    }
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
