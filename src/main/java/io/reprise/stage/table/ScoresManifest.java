package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;

/**
 * What a published scores table was made of. {@code unjudged} counts the points of the judged span
 * that lie in stretches too short for a window.
 */
public record ScoresManifest(
    String series,
    String model,
    String engine,
    long sequences,
    long points,
    long unjudged,
    double seconds) {

  public ObjectNode json() {
    return Json.object()
        .put("series", series)
        .put("model", model)
        .put("engine", engine)
        .put("sequences", sequences)
        .put("points", points)
        .put("unjudged", unjudged)
        .put("seconds", seconds);
  }

  public static ScoresManifest of(Fields node) {
    ScoresManifest manifest =
        new ScoresManifest(
            node.text("series"),
            node.text("model"),
            node.text("engine"),
            node.longInteger("sequences"),
            node.longInteger("points"),
            node.longInteger("unjudged"),
            node.number("seconds"));
    node.end();
    return manifest;
  }
}
