package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.END;
import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.SERIES;
import static io.reprise.stage.table.ScoreColumns.START;
import static io.reprise.stage.table.ScoreColumns.STEP_ERRORS;
import static io.reprise.stage.table.ScoreColumns.micros;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.xxhash64;

import io.reprise.config.Configuration;
import io.reprise.core.network.Bundle;
import io.reprise.core.report.Event;
import io.reprise.core.report.ReplayPlot;
import io.reprise.core.report.Report;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.replay.BroadcastModel;
import io.reprise.stage.replay.ThresholdColumn;
import io.reprise.stage.report.ReportStage.Subject;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.Store;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a report draws as record against replay. */
record Pictures(SparkSession spark, Store store, Configuration configuration, Subject subject) {

  /** Plots of the worst events, and of windows without an event. */
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
        BroadcastModel.of(
            bundle, known(drawn), new SplitPlan.Unseen(), SplitPart.JUDGED, configuration, spark)) {
      return new ReplayPlots(model, bundle.features(), bundle.windowing().length())
          .draw(subject.series().chunks(), drawn);
    }
  }

  private JavaPairRDD<String, SeriesParameters> known(List<Event> drawn) {
    Set<String> series = drawn.stream().map(Event::series).collect(Collectors.toSet());
    return new ModelStore(store)
        .known(spark, subject.modelId())
        .filter(entry -> series.contains(entry._1()));
  }

  /**
   * Draws windows that stay below the threshold, with each of their points where points are judged.
   * The draw is the same in every report of these scores.
   */
  private List<Event> typical(Report content) {
    Column below = col(ERROR).leq(ThresholdColumn.of(content.threshold()));
    Column everywhere =
        content
            .pointThreshold()
            .map(points -> array_max(col(STEP_ERRORS)).leq(ThresholdColumn.of(points)))
            .orElse(lit(true));
    return subject
        .scores()
        .sequences()
        .filter(below.and(everywhere))
        .orderBy(xxhash64(col(SERIES), col(START)), col(SERIES), col(START))
        .limit(configuration.report().typical())
        .select(
            col(SERIES),
            col(START).isNotNull(),
            micros(START),
            micros(END),
            col(ERROR),
            size(col(STEP_ERRORS)))
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
