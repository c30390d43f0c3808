package io.reprise.stage.expire;

import io.reprise.config.RetentionConfig;
import io.reprise.stage.StageContext;
import io.reprise.stage.expire.References.Result;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresManifest.DateScores;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import io.reprise.stage.table.StoredFiles;
import io.reprise.stage.table.StoredFiles.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** Finds what nobody needs any more under the output, and removes it. */
public final class ExpireStage {

  /** Who refers to others is removed before them. */
  private static final List<ResultKind> ORDER =
      List.of(
          ResultKind.REPORT,
          ResultKind.SCORES,
          ResultKind.MODEL,
          ResultKind.SERIES,
          ResultKind.QUARANTINE);

  private final Store store;
  private final StoredFiles files;
  private final RetentionConfig retention;
  private final Instant now;

  public ExpireStage(StageContext context, Instant now) {
    this.store = context.store();
    this.files = store.files();
    this.retention = context.configuration().retention();
    this.now = now;
  }

  /** What is removed, and why. */
  public record Removal(String what, Entry entry) {}

  /** What is removed, and which dates leave the published tables before. */
  public record Plan(
      List<Removal> removals, Set<LocalDate> seriesDates, Set<LocalDate> scoresDates) {

    public long bytes() {
      return removals.stream().mapToLong(removal -> removal.entry().bytes()).sum();
    }

    public long files() {
      return removals.stream().mapToLong(removal -> removal.entry().files()).sum();
    }
  }

  /** Changes nothing. What dates that leave a table set free is part of it. */
  public Plan plan() {
    return plan(true);
  }

  private Plan plan(boolean datesLeave) {
    Map<ResultKind, List<Entry>> results = results();
    Map<ResultKind, Set<String>> fresh = new EnumMap<>(ResultKind.class);
    results.forEach((kind, entries) -> fresh.put(kind, fresh(kind, entries)));
    Published published = store.published();
    Set<LocalDate> series =
        datesLeave ? oldSeriesDates(published, fresh.get(ResultKind.SERIES)) : Set.of();
    Set<LocalDate> scores =
        datesLeave ? oldScoresDates(published, fresh.get(ResultKind.SCORES)) : Set.of();
    References references = new References(store, published, series, scores);
    fresh.forEach((kind, ids) -> ids.forEach(id -> references.follow(kind, id)));
    return new Plan(removals(results, published, needed(references, published)), series, scores);
  }

  /**
   * Removes what {@link #plan} found. The dates leave their tables first, and a publication of
   * nothing new makes a job that is about to publish look at the tables again. What such a job has
   * published meanwhile is not removed.
   */
  public Plan carryOut(Plan plan) {
    if (!plan.seriesDates().isEmpty() || !plan.scoresDates().isEmpty()) {
      Published published = store.published();
      published.newest(ResultKind.SERIES).ifPresent(id -> shortenSeries(id, plan.seriesDates()));
      published.newest(ResultKind.SCORES).ifPresent(id -> shortenScores(id, plan.scoresDates()));
      store.publish(UnaryOperator.identity());
    }
    Plan still = plan(false);
    still.removals().forEach(this::remove);
    return new Plan(still.removals(), plan.seriesDates(), plan.scoresDates());
  }

  private void remove(Removal removal) {
    // Without its manifest, what is left of a directory is nothing that a job would read.
    store.undescribe(removal.entry().path());
    files.delete(removal.entry().path());
  }

  private Map<ResultKind, List<Entry>> results() {
    Map<ResultKind, List<Entry>> results = new EnumMap<>(ResultKind.class);
    for (ResultKind kind : ResultKind.values()) {
      List<Entry> entries = new ArrayList<>(files.in(store.directory(kind)));
      entries.sort(Comparator.comparing(Entry::written).reversed().thenComparing(Entry::name));
      results.put(kind, entries);
    }
    return results;
  }

  private boolean isOlder(Entry entry, Duration age) {
    return entry.written().plus(age).isBefore(now);
  }

  /** The results of a kind that stay whether anything refers to them or not. */
  private Set<String> fresh(ResultKind kind, List<Entry> newestFirst) {
    Set<String> fresh = new HashSet<>();
    for (Entry entry : newestFirst) {
      boolean stays = fresh.size() < retention.keep() || !isOlder(entry, retention.age());
      if (stays && store.describes(kind, entry.name())) {
        fresh.add(entry.name());
      }
    }
    return fresh;
  }

  private Set<LocalDate> oldSeriesDates(Published published, Set<String> fresh) {
    return published
        .newest(ResultKind.SERIES)
        .flatMap(id -> SeriesTable.find(store, id))
        .map(manifest -> old(manifest.dates(), fresh))
        .orElse(Set.of());
  }

  private Set<LocalDate> oldScoresDates(Published published, Set<String> fresh) {
    return published
        .newest(ResultKind.SCORES)
        .filter(id -> store.describes(ResultKind.SCORES, id))
        .map(id -> runs(ScoresTable.manifest(store, id).dates()))
        .map(dates -> old(dates, fresh))
        .orElse(Set.of());
  }

  private static NavigableMap<LocalDate, String> runs(NavigableMap<LocalDate, DateScores> dates) {
    NavigableMap<LocalDate, String> runs = new TreeMap<>();
    dates.forEach((date, scores) -> runs.put(date, scores.run()));
    return runs;
  }

  /** Dates whose runs are old. A table does not lose all of its dates. */
  private static Set<LocalDate> old(NavigableMap<LocalDate, String> dates, Set<String> fresh) {
    Set<LocalDate> old =
        dates.entrySet().stream()
            .filter(date -> !fresh.contains(date.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return old.size() == dates.size() ? Set.of() : old;
  }

  private void shortenSeries(String id, Set<LocalDate> leaving) {
    SeriesTable.find(store, id)
        .ifPresent(
            manifest -> {
              NavigableMap<LocalDate, String> dates = new TreeMap<>(manifest.dates());
              if (dates.keySet().removeAll(leaving)) {
                SeriesTable.describeAnew(store, id, manifest.withDates(dates));
              }
            });
  }

  private void shortenScores(String id, Set<LocalDate> leaving) {
    ScoresManifest manifest = ScoresTable.manifest(store, id);
    NavigableMap<LocalDate, DateScores> dates = new TreeMap<>(manifest.dates());
    if (dates.keySet().removeAll(leaving)) {
      ScoresTable.describeAnew(store, id, manifest.withDates(manifest.series(), dates));
    }
  }

  private List<Removal> removals(
      Map<ResultKind, List<Entry>> results, Published published, Set<Result> needed) {
    List<Removal> removals = new ArrayList<>();
    for (ResultKind kind : ORDER) {
      for (Entry entry : results.get(kind)) {
        why(kind, entry, needed).ifPresent(what -> removals.add(new Removal(what, entry)));
      }
    }
    removals.addAll(old("checkpoint", store.checkpoints(), retention.age()));
    removals.addAll(old("outcome", store.outcomes(), retention.age()));
    removals.addAll(oldPublications(published));
    removals.addAll(leftovers());
    return removals;
  }

  private Optional<String> why(ResultKind kind, Entry entry, Set<Result> needed) {
    if (!isOlder(entry, retention.grace()) || needed.contains(new Result(kind, entry.name()))) {
      return Optional.empty();
    }
    boolean whole = store.describes(kind, entry.name());
    return Optional.of(whole ? kind.entry() : "left by a failed run: " + kind.entry());
  }

  private static Set<Result> needed(References references, Published published) {
    published.newest().forEach((kind, id) -> references.follow(kind, id));
    published.champion().ifPresent(id -> references.follow(ResultKind.MODEL, id));
    published.championBefore().ifPresent(id -> references.follow(ResultKind.MODEL, id));
    return references.needed();
  }

  private List<Removal> old(String what, Path directory, Duration age) {
    return files.in(directory).stream()
        .filter(entry -> isOlder(entry, age))
        .map(entry -> new Removal(what, entry))
        .toList();
  }

  /** The newest stay, for a job may be about to publish the next one. */
  private List<Removal> oldPublications(Published published) {
    return files.in(store.publicationFiles()).stream()
        .filter(entry -> isOlder(entry, retention.age()))
        .filter(entry -> !store.isNewPublication(entry.name(), published))
        .map(entry -> new Removal("publication", entry))
        .toList();
  }

  /** What jobs that were killed have left of files that they meant to rename or to delete. */
  private List<Removal> leftovers() {
    return files.in(store.root(), "[.](writable-|latest[.]json[.]).*").stream()
        .filter(entry -> isOlder(entry, retention.grace()))
        .map(entry -> new Removal("left by a failed run", entry))
        .toList();
  }
}
