package io.reprise.stage.table;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The runs whose files are in use: the newest of each kind, those that its dates are from, and the
 * champion.
 */
public record PublishedRuns(Store store) {

  public Set<String> of(ResultKind kind) {
    Set<String> runs = new LinkedHashSet<>();
    Published published = store.published();
    if (kind == ResultKind.MODEL) {
      published.champion().ifPresent(runs::add);
    }
    published
        .newest(kind)
        .ifPresent(
            id -> {
              runs.add(id);
              if (store.describes(kind, id)) {
                addDates(kind, id, runs);
              }
            });
    return runs;
  }

  private void addDates(ResultKind kind, String id, Set<String> runs) {
    switch (kind) {
      case SERIES -> runs.addAll(SeriesTable.manifest(store, id).dates().values());
      case SCORES ->
          ScoresManifest.of(store.manifest(kind, id))
              .dates()
              .values()
              .forEach(date -> runs.add(date.run()));
      case QUARANTINE, MODEL, REPORT -> {}
    }
  }
}
