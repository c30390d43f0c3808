package io.reprise.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.threshold.ErrorSummary;
import io.reprise.core.threshold.Threshold;
import java.util.List;

/** What the page draws: the report and, beside it, the pictures' data. */
public record PageData(
    ObjectNode report,
    String settings,
    List<String> features,
    Threshold threshold,
    Histogram validation,
    List<Event> events,
    List<Timeline> timelines,
    List<Comparison> comparisons,
    List<Quarantined> quarantined) {

  /** A sample of the rows that were rejected. */
  public record Quarantined(String reason, String file, String row) {}

  /** The validation errors in the bins of {@code like}, from what the bundle keeps of them. */
  public static Histogram validation(ErrorSummary summary, Histogram like) {
    Histogram histogram = new Histogram(like.width(), new long[Histogram.BINS]);
    long count = summary.moments().count();
    int ranks = summary.quantiles().length;
    for (int i = 0; i < ranks; i++) {
      histogram.add(summary.quantiles()[i], count * (i + 1) / ranks - count * i / ranks);
    }
    return histogram;
  }

  public ObjectNode json() {
    ObjectNode page = Json.object();
    ObjectNode shown = report.deepCopy();
    shown.put("settings", settings);
    page.set("report", shown);
    page.set("features", Json.texts(features));
    page.set("validationHistogram", ReportJson.histogram(validation));
    ArrayNode lines = page.putArray("timelines");
    timelines.forEach(timeline -> lines.add(json(timeline)));
    ArrayNode replays = page.putArray("replays");
    comparisons.forEach(comparison -> replays.add(json(comparison)));
    ArrayNode samples = page.putArray("quarantineSamples");
    quarantined.forEach(
        sample ->
            samples
                .addObject()
                .put("reason", sample.reason())
                .put("file", sample.file())
                .put("row", sample.row()));
    return page;
  }

  private ObjectNode json(Timeline timeline) {
    ObjectNode node = Json.object().put("series", timeline.series());
    ArrayNode times = node.putArray("times");
    ArrayNode errors = node.putArray("errors");
    for (Timeline.Bin bin : timeline.bins()) {
      times.add(bin.millis());
      Json.addFinite(errors, (float) bin.error());
    }
    node.put("threshold", threshold.of(timeline.series()));
    ArrayNode indices = node.putArray("events");
    for (int e = 0; e < events.size(); e++) {
      if (events.get(e).series().equals(timeline.series())) {
        indices.add(e);
      }
    }
    return node;
  }

  private ObjectNode json(Comparison comparison) {
    ObjectNode node =
        Json.object().put("event", comparison.event()).put("series", comparison.series());
    if (comparison.millis() == null) {
      node.putNull("times");
    } else {
      ArrayNode times = node.putArray("times");
      for (long millis : comparison.millis()) {
        times.add(millis);
      }
    }
    node.put("from", comparison.from()).put("to", comparison.to());
    ArrayNode list = node.putArray("features");
    for (int f = 0; f < features.size(); f++) {
      ObjectNode feature = list.addObject().put("name", features.get(f));
      feature.set("record", every(comparison.record(), f));
      feature.set("replay", every(comparison.replay(), f));
      feature.set("error", every(comparison.errors(), f));
    }
    return node;
  }

  private ArrayNode every(float[] values, int feature) {
    ArrayNode array = Json.array();
    for (int i = feature; i < values.length; i += features.size()) {
      Json.addFinite(array, values[i]);
    }
    return array;
  }
}
