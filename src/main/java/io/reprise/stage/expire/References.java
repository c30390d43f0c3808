package io.reprise.stage.expire;

import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.ReportFiles;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Gathers results and what they can only be read with. */
final class References {

  record Result(ResultKind kind, String id) {}

  private final Store store;
  private final Published published;
  private final Set<LocalDate> seriesDates;
  private final Set<LocalDate> scoresDates;
  private final Set<Result> followed = new LinkedHashSet<>();
  private final Set<Result> needed = new LinkedHashSet<>();

  /** The dates are those that leave the published tables. */
  References(
      Store store, Published published, Set<LocalDate> seriesDates, Set<LocalDate> scoresDates) {
    this.store = store;
    this.published = published;
    this.seriesDates = seriesDates;
    this.scoresDates = scoresDates;
  }

  /** All results that were followed, and all that they refer to. */
  Set<Result> needed() {
    return needed;
  }

  void follow(ResultKind kind, String id) {
    Result result = new Result(kind, id);
    needed.add(result);
    if (!followed.add(result) || !store.describes(kind, id)) {
      return;
    }
    switch (kind) {
      case REPORT -> follow(ResultKind.SCORES, ReportFiles.scores(store, id));
      case SCORES -> follow(ScoresTable.manifest(store, id), leaving(kind, id, scoresDates));
      case SERIES -> follow(SeriesTable.manifest(store, id), leaving(kind, id, seriesDates));
      // Its manifest tells whether dates are those that the model was trained on.
      case MODEL -> need(ResultKind.SERIES, new ModelStore(store).summary(id).trainedOn());
      case QUARANTINE -> {}
    }
  }

  private Set<LocalDate> leaving(ResultKind kind, String id, Set<LocalDate> dates) {
    return published.newest(kind).equals(Optional.of(id)) ? dates : Set.of();
  }

  private void follow(ScoresManifest scores, Set<LocalDate> leaving) {
    scores.dates().entrySet().stream()
        .filter(date -> !leaving.contains(date.getKey()))
        .forEach(date -> need(ResultKind.SCORES, date.getValue().run()));
    follow(ResultKind.SERIES, scores.series());
    follow(ResultKind.MODEL, scores.model());
  }

  private void follow(SeriesManifest series, Set<LocalDate> leaving) {
    series.dates().entrySet().stream()
        .filter(date -> !leaving.contains(date.getKey()))
        .forEach(date -> need(ResultKind.SERIES, date.getValue()));
    need(ResultKind.QUARANTINE, series.quarantine());
  }

  /** The rows of a run are needed, and not what else its manifest names. */
  private void need(ResultKind kind, String id) {
    needed.add(new Result(kind, id));
  }
}
