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

  private static final String SERIES = "series";
  private static final String MODEL = "model";
  private static final String ENGINE = "engine";
  private static final String OUTPUTS = "outputs";
  private static final String DETERMINATION = "determination";
  private static final String DATES = "dates";
  private static final String RUN = "run";

  private static final String SEQUENCES = "sequences";
  private static final String POINTS = "points";
  private static final String UNJUDGED = "unjudged";
  private static final String SECONDS = "seconds";

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
          .put(SEQUENCES, sequences)
          .put(POINTS, points)
          .put(UNJUDGED, unjudged)
          .put(SECONDS, seconds);
    }

    private static Extent of(Fields node) {
      return new Extent(
          node.longInteger(SEQUENCES),
          node.longInteger(POINTS),
          node.longInteger(UNJUDGED),
          node.number(SECONDS));
    }
  }

  /** The scores of one date and the run that wrote them. */
  public record DateScores(String run, Extent extent) {}

  /** Of the series of this name, with these dates in place of its own. */
  public ScoresManifest withDates(String scored, NavigableMap<LocalDate, DateScores> others) {
    return new ScoresManifest(
        scored,
        model,
        engine,
        outputs,
        others.values().stream().map(DateScores::extent).reduce(Extent.NONE, Extent::plus),
        others,
        others.keySet().equals(dates.keySet()) ? determination : Map.of());
  }

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
    ObjectNode node = Json.object().put(SERIES, series).put(MODEL, model).put(ENGINE, engine);
    node.set(OUTPUTS, Json.texts(outputs));
    node.setAll(extent.json());
    ObjectNode byFeature = node.putObject(DETERMINATION);
    determination.forEach(byFeature::put);
    ObjectNode byDate = node.putObject(DATES);
    dates.forEach(
        (date, scores) ->
            byDate.set(
                date.toString(),
                Json.object().put(RUN, scores.run()).setAll(scores.extent().json())));
    return node;
  }

  public static ScoresManifest of(Fields node) {
    NavigableMap<LocalDate, DateScores> dates = new TreeMap<>();
    node.map(DATES, date -> new DateScores(date.text(RUN), Extent.of(date)))
        .forEach((date, scores) -> dates.put(LocalDate.parse(date), scores));
    ScoresManifest manifest =
        new ScoresManifest(
            node.text(SERIES),
            node.text(MODEL),
            node.text(ENGINE),
            node.texts(OUTPUTS),
            Extent.of(node),
            dates,
            node.numbersByName(DETERMINATION));
    node.end();
    return manifest;
  }
}
