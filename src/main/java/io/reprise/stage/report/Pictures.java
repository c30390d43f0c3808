package io.reprise.stage.report;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.reprise.config.Configuration;
import io.reprise.core.network.Bundle;
import io.reprise.core.report.Event;
import io.reprise.core.report.ReplayPlot;
import io.reprise.core.report.Report;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.replay.BroadcastModel;
import io.reprise.stage.replay.ThresholdColumn;
import io.reprise.stage.report.ReportStage.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a report draws as record against replay. */
record Pictures(SparkSession spark, Configuration configuration, Subject subject) {

  /** Of the worst events, and of windows that are none. */
  record Drawn(List<ReplayPlot> events, List<ReplayPlot> typical) {}

  Drawn draw(Report content) {
    List<Event> worst = content.events().stream().limit(configuration.report().replays()).toList();
    List<Event> all = Stream.concat(worst.stream(), typical(content).stream()).toList();
    List<ReplayPlot> plots = all.isEmpty() ? List.of() : plots(all);
    return new Drawn(
        plots.stream().filter(each -> each.event() < worst.size()).toList(),
        plots.stream().filter(each -> each.event() >= worst.size()).toList());
  }

  private List<ReplayPlot> plots(List<Event> drawn) {
    Bundle bundle = subject.bundle();
    try (BroadcastModel model =
        BroadcastModel.of(bundle, new SplitPlan.Unseen(), configuration, spark)) {
      return new ReplayPlots(model, bundle.features(), bundle.windowing().length())
          .draw(subject.series().chunks(), drawn);
    }
  }

  /**
   * Windows that stay below the threshold, each of their points too where points are judged, by a
   * lot that is the same in every report of these scores.
   */
  private List<Event> typical(Report content) {
    Column below = col("error").leq(ThresholdColumn.of(content.threshold()));
    Column everywhere =
        content
            .pointThreshold()
            .map(points -> array_max(col("stepErrors")).leq(ThresholdColumn.of(points)))
            .orElse(lit(true));
    return subject
        .scores()
        .sequences()
        .filter(below.and(everywhere))
        .orderBy(expr("xxhash64(series, start)"), col("series"), col("start"))
        .limit(configuration.report().typical())
        .selectExpr(
            "series",
            "start is not null",
            "unix_micros(start)",
            "unix_micros(end)",
            "error",
            "size(stepErrors)")
        .collectAsList()
        .stream()
        .map(Pictures::unflagged)
        .toList();
  }

  private static Event unflagged(Row row) {
    boolean timed = row.getBoolean(1);
    return new Event(
        row.getString(0),
        timed,
        timed ? row.getLong(2) : 0,
        timed ? row.getLong(3) : row.getInt(5) - 1,
        row.getFloat(4),
        0,
        List.of());
  }
}
