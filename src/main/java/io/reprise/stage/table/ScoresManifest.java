package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a published scores table holds and was made of. {@code dates} are those of the series, each
 * with the run whose directory has its scores; a sequence archive has none. {@code outputs} names
 * what there is besides the errors. {@code determination} is R² by feature, empty where some dates
 * were scored by another run.
 */
public record ScoresManifest(
    String series,
    String model,
    String engine,
    List<String> outputs,
    Extent extent,
    NavigableMap<LocalDate, DateScores> dates,
    Map<String, Double> determination) {

  /**
   * How much was scored, and in what time. {@code unjudged} counts the points of the judged span
   * that lie in stretches too short for a window.
   */
  public record Extent(long sequences, long points, long unjudged, double seconds) {

    public static final Extent NONE = new Extent(0, 0, 0, 0);

    public Extent plus(Extent other) {
      return new Extent(
          sequences + other.sequences,
          points + other.points,
          unjudged + other.unjudged,
          seconds + other.seconds);
    }

    private ObjectNode json() {
      return Json.object()
          .put("sequences", sequences)
          .put("points", points)
          .put("unjudged", unjudged)
          .put("seconds", seconds);
    }

    private static Extent of(Fields node) {
      return new Extent(
          node.longInteger("sequences"),
          node.longInteger("points"),
          node.longInteger("unjudged"),
          node.number("seconds"));
    }
  }

  /** The scores of one date and the run that wrote them. */
  public record DateScores(String run, Extent extent) {}

  public long sequences() {
    return extent.sequences();
  }

  public long points() {
    return extent.points();
  }

  public long unjudged() {
    return extent.unjudged();
  }

  public double seconds() {
    return extent.seconds();
  }

  public ObjectNode json() {
    ObjectNode node = Json.object().put("series", series).put("model", model).put("engine", engine);
    node.set("outputs", Json.texts(outputs));
    node.setAll(extent.json());
    ObjectNode byFeature = node.putObject("determination");
    determination.forEach(byFeature::put);
    ObjectNode byDate = node.putObject("dates");
    dates.forEach(
        (date, scores) ->
            byDate.set(
                date.toString(),
                Json.object().put("run", scores.run()).setAll(scores.extent().json())));
    return node;
  }

  public static ScoresManifest of(Fields node) {
    NavigableMap<LocalDate, DateScores> dates = new TreeMap<>();
    node.map("dates", date -> new DateScores(date.text("run"), Extent.of(date)))
        .forEach((date, scores) -> dates.put(LocalDate.parse(date), scores));
    ScoresManifest manifest =
        new ScoresManifest(
            node.text("series"),
            node.text("model"),
            node.text("engine"),
            node.texts("outputs"),
            Extent.of(node),
            dates,
            node.numbersByName("determination"));
    node.end();
    return manifest;
  }
}
