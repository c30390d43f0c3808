package io.reprise.stage.train.data;

import static org.apache.spark.sql.functions.expr;

import io.reprise.core.plan.Shares;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.table.SeriesTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What a split plan leaves to each part of a table, by its points. */
public final class SplitShares {

  private SplitShares() {}

  public static Shares of(SplitPlan plan, SeriesTable table) {
    if (plan instanceof SplitPlan.NormalOnly normal) {
      return of(normal.plan(), table);
    }
    if (plan instanceof SplitPlan.ByTime times) {
      return byTime(times, table);
    }
    if (plan instanceof SplitPlan.ByPoints first) {
      double series = Math.max(1, table.chunks().select("series").distinct().count());
      return Shares.ofPoints(
          first.trainPoints(),
          first.validationPoints(),
          table.manifest().archive().points() / series);
    }
    return plan instanceof SplitPlan.ByLot lot
        ? Shares.of(lot.train(), lot.validation())
        : Shares.ALL_JUDGED;
  }

  private static Shares byTime(SplitPlan.ByTime times, SeriesTable table) {
    Row found =
        table
            .chunks()
            .toDF()
            .agg(before(times.trainUntil()), before(times.validationUntil()), expr("sum(count)"))
            .first();
    double all = found.getLong(2);
    return Shares.of(found.getDouble(0) / all, (found.getDouble(1) - found.getDouble(0)) / all);
  }

  private static Column before(long instant) {
    return expr(
        "sum(greatest(0, least(count, (%dL - unix_micros(start)) / greatest(1, period))))"
            .formatted(instant));
  }
}
