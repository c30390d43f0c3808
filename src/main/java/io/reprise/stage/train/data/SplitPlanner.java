package io.reprise.stage.train.data;

import static org.apache.spark.sql.functions.expr;

import io.reprise.config.SplitConfig;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.Span;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.SplitTimes;
import io.reprise.stage.table.SeriesTable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Makes the split plan of an archive. It looks only at the archive's extent, never at values or
 * labels.
 */
public final class SplitPlanner {

  private static final String START = "unix_micros(start)";

  private SplitPlanner() {}

  public static SplitPlan plan(SplitConfig split, SeriesTable table, long seed) {
    SplitPlan plan = ofAll(split, table, seed);
    return split.trainOnNormal() && table.manifest().sequences()
        ? new SplitPlan.NormalOnly(plan)
        : plan;
  }

  private static SplitPlan ofAll(SplitConfig split, SeriesTable table, long seed) {
    boolean byPoints = split.train().firstPoints().isPresent();
    if (table.manifest().sequences() && byPoints) {
      throw new InputRefusedException(
          "split.train.first-points: a sequence archive is split by fraction or until; set one of"
              + " them.");
    }
    if (byPoints) {
      return new SplitPlan.ByPoints(
          split.train().firstPoints().get(), split.validation().firstPoints().get());
    }
    return table.manifest().sequences() && !split.byInstant()
        ? new SplitPlan.ByLot(split.train().fraction(), split.validation().fraction(), seed)
        : byTime(split, table);
  }

  private static SplitPlan byTime(SplitConfig split, SeriesTable table) {
    Row extent =
        table
            .chunks()
            .agg(
                expr("min(%s)".formatted(START)), expr("max(%s + count * period)".formatted(START)))
            .first();
    if (extent.isNullAt(0)) {
      throw new InputRefusedException(
          "split.train.until: these sequences have no time; split them by fraction.");
    }
    SplitTimes times = SplitTimes.of(split, new Span(extent.getLong(0), extent.getLong(1)));
    if (times.trainUntil() >= times.validationUntil()) {
      throw new InputRefusedException(
          "split.validation.until is not after the end of training; move it later.");
    }
    return new SplitPlan.ByTime(
        times.trainUntil(), times.validationUntil(), table.manifest().sequences());
  }

  /** What a plan must know of each series: where it begins, if its first points are counted. */
  public static JavaPairRDD<String, SeriesParameters> starts(SplitPlan plan, SeriesTable table) {
    if (!(plan instanceof SplitPlan.ByPoints)) {
      SparkContext context = table.chunks().sparkSession().sparkContext();
      return JavaPairRDD.fromJavaRDD(JavaSparkContext.fromSparkContext(context).emptyRDD());
    }
    return table
        .chunks()
        .groupBy("series")
        .agg(expr("min(%s)".formatted(START)))
        .toJavaRDD()
        .mapToPair(
            row -> new Tuple2<>(row.getString(0), SeriesParameters.startingAt(row.getLong(1))));
  }
}
