package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.RowAccount;
import io.reprise.core.series.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a published {@code series} table holds, and what became of every row that its ingest read.
 * {@code dates} are the first days of the parts that a table of series is partitioned by, each with
 * the run whose directory has it; a sequence archive has none.
 */
public record SeriesManifest(
    List<String> features,
    boolean sequences,
    boolean labelled,
    int halo,
    DatePart partition,
    NavigableMap<LocalDate, String> dates,
    RowAccount archive,
    String quarantine) {

  /** Without the dates that do not begin in a span. */
  public SeriesManifest within(Span span) {
    NavigableMap<LocalDate, String> some = new TreeMap<>(dates);
    some.keySet().removeIf(date -> !span.contains(DatePart.micros(date)));
    return new SeriesManifest(
        features, sequences, labelled, halo, partition, some, archive, quarantine);
  }

  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.set("features", Json.texts(features));
    node.put("sequences", sequences).put("labelled", labelled).put("halo", halo);
    node.put("partition", partition.text());
    ObjectNode runs = node.putObject("dates");
    dates.forEach((date, run) -> runs.put(date.toString(), run));
    node.set("archive", archive.json());
    return node.put("quarantine", quarantine);
  }

  public static SeriesManifest of(Fields node) {
    SeriesManifest manifest =
        new SeriesManifest(
            node.texts("features"),
            node.flag("sequences"),
            node.flag("labelled"),
            node.integer("halo"),
            DatePart.valueOf(node.text("partition").toUpperCase(Locale.ROOT)),
            dates(node.textsByName("dates")),
            RowAccount.of(node.object("archive")),
            node.text("quarantine"));
    node.end();
    return manifest;
  }

  private static NavigableMap<LocalDate, String> dates(Map<String, String> runs) {
    NavigableMap<LocalDate, String> dates = new TreeMap<>();
    runs.forEach((date, run) -> dates.put(LocalDate.parse(date), run));
    return dates;
  }
}
