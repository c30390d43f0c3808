package io.reprise.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.threshold.ErrorSummary;
import io.reprise.core.threshold.Threshold;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * What the page draws: the report and the data of its pictures. All of it is bounded, so that the
 * page stays small however large the archive is.
 */
public record PageData(
    ObjectNode report,
    Settings settings,
    List<String> features,
    Threshold threshold,
    Histogram validation,
    Optional<SeverityMap> map,
    List<Timeline> timelines,
    List<ReplayPlot> plots,
    List<ReplayPlot> typical,
    List<Coverage> coverage,
    List<Quarantined> quarantined) {

  public PageData {
    features = List.copyOf(features);
    timelines = List.copyOf(timelines);
    plots = List.copyOf(plots);
    typical = List.copyOf(typical);
    coverage = List.copyOf(coverage);
    quarantined = List.copyOf(quarantined);
  }

  /** So many characters of a rejected row are shown. */
  private static final int MOST_OF_A_ROW = 500;

  /** So many digits of an error can be seen in a picture. */
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  /** The settings that differ from the defaults, and all of them. */
  public record Settings(String changed, String all) {}

  /** A sample of the rows that were rejected. */
  public record Quarantined(String reason, String file, String row) {}

  /** The validation errors in the bins of {@code like}, from what the bundle keeps of them. */
  public static Histogram validation(ErrorSummary summary, Histogram like) {
    Histogram histogram = like.emptied();
    long count = summary.moments().count();
    int ranks = summary.quantiles().length;
    for (int i = 0; i < ranks; i++) {
      histogram.add(summary.quantiles()[i], count * (i + 1) / ranks - count * i / ranks);
    }
    return histogram;
  }

  public ObjectNode json() {
    ObjectNode page = Json.object();
    page.set("report", report);
    page.putObject("settings").put("changed", settings.changed()).put("all", settings.all());
    page.set("features", Json.texts(features));
    page.set("validationHistogram", ReportJson.histogram(validation));
    map.ifPresent(each -> page.set("map", json(each)));
    ArrayNode lines = page.putArray("timelines");
    timelines.forEach(timeline -> lines.add(json(timeline)));
    ArrayNode replays = page.putArray("replays");
    plots.forEach(plot -> replays.add(json(plot)));
    ArrayNode unflagged = page.putArray("typical");
    typical.forEach(plot -> unflagged.add(json(plot)));
    ArrayNode covered = page.putArray("coverage");
    coverage.forEach(each -> covered.add(json(each)));
    ArrayNode samples = page.putArray("quarantineSamples");
    quarantined.forEach(sample -> samples.add(json(sample)));
    return page;
  }

  private static ObjectNode json(SeverityMap map) {
    ObjectNode node =
        Json.object()
            .put("first", map.first() / 1000)
            .put("last", map.last() / 1000)
            .put("start", map.cells().start() / 1000.0)
            .put("width", map.cells().width() / 1000.0);
    ArrayNode series = node.putArray("series");
    for (SeverityMap.Line line : map.lines()) {
      ArrayNode severities = series.addObject().put("name", line.series()).putArray("severities");
      for (float severity : line.severities()) {
        Json.addFinite(severities, oneDecimal(severity));
      }
    }
    return node;
  }

  private ObjectNode json(Timeline timeline) {
    ObjectNode node = Json.object().put("series", timeline.series());
    ArrayNode times = node.putArray("times");
    ArrayNode errors = node.putArray("errors");
    for (Timeline.Bin bin : timeline.bins()) {
      times.add(bin.millis());
      Json.addFinite(errors, shortened((float) bin.error()));
    }
    return node.put("threshold", threshold.forSeries(timeline.series()));
  }

  private static ObjectNode json(ReplayPlot plot) {
    ObjectNode node = Json.object().put("event", plot.event()).put("series", plot.series());
    if (plot.millis() == null) {
      node.putNull("times");
    } else {
      ArrayNode times = node.putArray("times");
      for (long millis : plot.millis()) {
        times.add(millis);
      }
    }
    node.put("from", plot.from()).put("to", plot.to());
    node.put("step", plot.step()).put("cut", plot.cut());
    ArrayNode list = node.putArray("features");
    int features = plot.features().size();
    for (int f = 0; f < features; f++) {
      ObjectNode feature = list.addObject().put("name", plot.features().get(f));
      ArrayNode record = feature.putArray("record");
      ArrayNode replay = feature.putArray("replay");
      ArrayNode error = feature.putArray("error");
      for (int i = f; i < plot.errors().length; i += features) {
        Json.addFinite(record, plot.record()[i]);
        Json.addFinite(replay, plot.replay()[i]);
        Json.addFinite(error, shortened(plot.errors()[i]));
      }
    }
    return node;
  }

  private static ObjectNode json(Coverage coverage) {
    return Json.object()
        .put("series", coverage.series())
        .put("periodMillis", coverage.periodMicros() / 1000.0)
        .put("present", coverage.present())
        .put("filled", coverage.filled())
        .put("missing", coverage.missing())
        .put("gaps", coverage.gaps());
  }

  private static ObjectNode json(Quarantined sample) {
    return Json.object()
        .put("reason", sample.reason())
        .put("file", sample.file())
        .put("row", shortened(sample.row()));
  }

  private static String shortened(String row) {
    boolean fits = row == null || row.length() <= MOST_OF_A_ROW;
    return fits ? row : row.substring(0, MOST_OF_A_ROW) + "…";
  }

  /** Rounds to one decimal, but never down to 0, which would be no event. */
  private static float oneDecimal(float severity) {
    return severity > 0 ? Math.max(1, Math.round(severity * 10)) / 10f : severity;
  }

  private static float shortened(float error) {
    return Float.isFinite(error) ? new BigDecimal(error, FOUR_DIGITS).floatValue() : error;
  }
}
