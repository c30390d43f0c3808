package io.reprise.stage.score;

import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresManifest.DateScores;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The published scores of the dates that are not scored anew. */
record KeptScores(Store store, SeriesManifest series, String model, List<String> outputs) {

  /** Those of all dates of the series outside of a span. */
  NavigableMap<LocalDate, DateScores> outside(Span span) {
    NavigableMap<LocalDate, DateScores> kept = new TreeMap<>();
    store
        .published(ResultKind.SCORES)
        .map(id -> ScoresManifest.of(store.manifest(ResultKind.SCORES, id)))
        .ifPresent(
            published -> {
              kept.putAll(published.dates());
              kept.keySet().retainAll(series.dates().keySet());
              kept.keySet().removeIf(date -> span.contains(Microseconds.of(date)));
              if (!kept.isEmpty()) {
                requireFit(published);
              }
            });
    return kept;
  }

  private void requireFit(ScoresManifest published) {
    SeriesManifest scored = SeriesTable.manifest(store, published.series());
    requireEqual("the model", published.model(), model);
    requireEqual("scoring.outputs", published.outputs(), outputs);
    requireEqual("labels", scored.labelled(), series.labelled());
    requireEqual("the ingest.partition", scored.partition().text(), series.partition().text());
  }

  private static void requireEqual(String what, Object there, Object wanted) {
    if (!there.equals(wanted)) {
      throw new InputRefusedException(
          "The published scores have %s = %s, and these dates %s; score all dates anew, without"
              + " archive.from, archive.to and --date.",
          what, there, wanted);
    }
  }
}
