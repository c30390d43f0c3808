package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Microseconds;
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

  private static final String FEATURES = "features";
  private static final String SEQUENCES = "sequences";
  private static final String LABELLED = "labelled";
  private static final String HALO = "halo";
  private static final String PARTITION = "partition";
  private static final String DATES = "dates";
  private static final String ARCHIVE = "archive";
  private static final String QUARANTINE = "quarantine";

  /** Without the dates that do not begin in a span. */
  public SeriesManifest within(Span span) {
    NavigableMap<LocalDate, String> some = new TreeMap<>(dates);
    some.keySet().removeIf(date -> !span.contains(Microseconds.of(date)));
    return withDates(some);
  }

  /** With these dates in place of its own. */
  public SeriesManifest withDates(NavigableMap<LocalDate, String> others) {
    return new SeriesManifest(
        features, sequences, labelled, halo, partition, others, archive, quarantine);
  }

  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.set(FEATURES, Json.texts(features));
    node.put(SEQUENCES, sequences).put(LABELLED, labelled).put(HALO, halo);
    node.put(PARTITION, partition.text());
    ObjectNode runs = node.putObject(DATES);
    dates.forEach((date, run) -> runs.put(date.toString(), run));
    node.set(ARCHIVE, archive.json());
    return node.put(QUARANTINE, quarantine);
  }

  public static SeriesManifest of(Fields node) {
    SeriesManifest manifest =
        new SeriesManifest(
            node.texts(FEATURES),
            node.flag(SEQUENCES),
            node.flag(LABELLED),
            node.integer(HALO),
            DatePart.valueOf(node.text(PARTITION).toUpperCase(Locale.ROOT)),
            dates(node.textsByName(DATES)),
            RowAccount.of(node.object(ARCHIVE)),
            node.text(QUARANTINE));
    node.end();
    return manifest;
  }

  private static NavigableMap<LocalDate, String> dates(Map<String, String> runs) {
    NavigableMap<LocalDate, String> dates = new TreeMap<>();
    runs.forEach((date, run) -> dates.put(LocalDate.parse(date), run));
    return dates;
  }
}
