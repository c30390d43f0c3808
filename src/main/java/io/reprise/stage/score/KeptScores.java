package io.reprise.stage.score;

import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresManifest.DateScores;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The published scores of the dates that are not scored anew. */
record KeptScores(Store store, SeriesManifest series, String model, List<String> outputs) {

  /**
   * Those of all dates of the series outside of a span. Errors of two models cannot be compared:
   * the first scores of another model are the first of a new table.
   */
  NavigableMap<LocalDate, DateScores> outside(Span span, Published now) {
    NavigableMap<LocalDate, DateScores> kept = new TreeMap<>();
    newest(now)
        .filter(published -> published.model().equals(model))
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

  /** Tells that the published scores of other dates are not kept. */
  Optional<String> warning(Published now) {
    return newest(now)
        .filter(published -> !published.dates().isEmpty() && !published.model().equals(model))
        .map(
            published ->
                "the published scores are of the model %s and these of %s; the table begins anew,"
                        .formatted(published.model(), model)
                    + " and a score without --date brings the other dates into it");
  }

  private Optional<ScoresManifest> newest(Published now) {
    return now.newest(ResultKind.SCORES).map(id -> ScoresTable.manifest(store, id));
  }

  private void requireFit(ScoresManifest published) {
    SeriesManifest scored = SeriesTable.manifest(store, published.series());
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
