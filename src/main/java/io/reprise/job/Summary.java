package io.reprise.job;

import io.reprise.core.report.Detection;
import io.reprise.core.report.Evaluation;
import io.reprise.core.report.Event;
import io.reprise.core.report.Report;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.RowAccount;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.report.ReportStage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Prints the end of a run for an operator: what was found, how reliable it is, and where the report
 * lies.
 */
final class Summary {

  private static final int EVENTS = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private Summary() {}

  static void print(SparkJob.Context context, ReportStage.Outcome outcome) {
    Console console = context.console();
    Report content = outcome.content();
    console.print("");
    console.print(headline(content));
    printEvents(console, content);
    content.assessments().forEach(each -> printThreshold(console, each));
    printWarnings(console, content.warnings());
    content.evaluations().forEach(each -> console.print(evaluation(each)));
    content.detection().ifPresent(each -> console.print(detection(each)));
    content.comparison().ifPresent(each -> console.print(each.sentence()));
    content
        .scores()
        .meanDetermination()
        .ifPresent(mean -> console.print("Replay: R² %.3f of what was judged".formatted(mean)));
    console.print("Rows: " + rows(content.archive()));
    console.print("Report: " + outcome.page());
    outcome.tooMuch().ifPresent(sentence -> console.print("Gate: " + sentence));
  }

  private static String headline(Report content) {
    long series = content.events().stream().map(Event::series).distinct().count();
    Report.Scores scores = content.scores();
    String judged =
        scores
            .points()
            .map(points -> "%,d of %,d points flagged".formatted(points.flagged(), points.judged()))
            .orElse("%,d of %,d sequences flagged".formatted(scores.flagged(), scores.sequences()));
    return content.eventCount() == 0
        ? "No events: %s.".formatted(judged)
        : "%,d events in %,d of %,d series: %s."
            .formatted(content.eventCount(), series, content.archive().series(), judged);
  }

  private static void printEvents(Console console, Report content) {
    List<Event> events = content.events();
    if (events.isEmpty()) {
      return;
    }
    int width =
        events.stream()
            .limit(EVENTS)
            .mapToInt(event -> Visible.name(event.series()).length())
            .max()
            .orElse(6);
    String format = "  %8s  %-" + Math.max(width, 6) + "s  %-16s  %-16s  %s";
    console.print(format.formatted("severity", "series", "from (UTC)", "to (UTC)", "driven by"));
    events.stream()
        .limit(EVENTS)
        .forEach(
            event ->
                console.print(
                    format.formatted(
                        "%.1f".formatted(event.severity()),
                        Visible.name(event.series()),
                        place(content, event, event.start()),
                        place(content, event, event.end()),
                        Visible.name(String.join(", ", event.features())))));
    if (content.eventCount() > EVENTS) {
      console.print("  and %,d more in the report".formatted(content.eventCount() - EVENTS));
    }
  }

  /** Empty where whole sequences without time are events. */
  private static String place(Report content, Event event, long at) {
    String step = content.pointThreshold().isPresent() ? "step %,d".formatted(at) : "";
    return event.timed() ? time(at) : step;
  }

  private static void printThreshold(Console console, Assessment assessment) {
    Threshold threshold = assessment.threshold();
    console.print(
        "Threshold by %s: %s, %s; of normal data %s to be expected above it"
            .formatted(
                assessment.level(),
                threshold.rule().ruleName(),
                setting(assessment, assessment.inForce()),
                percent(threshold.expectedFalseAlarmRate())));
    console.print("  stricter: " + setting(assessment, assessment.stricter()));
    console.print("  laxer:    " + setting(assessment, assessment.laxer()));
    printWarnings(console, assessment.warnings());
  }

  private static void printWarnings(Console console, List<String> warnings) {
    warnings.forEach(warning -> console.print("Warning: " + Visible.sentence(warning)));
  }

  private static String setting(Assessment assessment, Assessment.Setting setting) {
    return "%s gives %.4g and flags %,d of %,d in validation, %,d of %,d judged"
        .formatted(
            setting.setting(),
            setting.value(),
            setting.flaggedOnValidation(),
            assessment.validated(),
            setting.flaggedJudged(),
            assessment.judged());
  }

  private static String percent(double fraction) {
    return "%.2g %%".formatted(100 * fraction);
  }

  private static String evaluation(Evaluation evaluation) {
    return "Against the labels, by %s: precision %.2f, recall %.2f, F1 %.2f, AUC %.3f"
        .formatted(
            evaluation.level(),
            evaluation.precision(),
            evaluation.recall(),
            evaluation.f1(),
            evaluation.areaUnderCurve());
  }

  private static String detection(Detection detection) {
    return "Labelled events: %,d of %,d found; %,d of %,d events false, %.2f a day%s"
        .formatted(
            detection.found(),
            detection.labelled(),
            detection.falseEvents(),
            detection.events(),
            detection.falseAlarmsPerDay(),
            detection.volume().map("; VUS-PR %.3f"::formatted).orElse(""));
  }

  private static String rows(RowAccount archive) {
    return "%,d read = %,d kept + %,d quarantined%s"
        .formatted(
            archive.rowsRead(),
            archive.rowsKept(),
            archive.rowsQuarantined(),
            archive.rowsQuarantined() == 0 ? "" : " " + archive.quarantinedByReason());
  }

  private static String time(long micros) {
    return TIME.format(Microseconds.instant(micros));
  }
}
