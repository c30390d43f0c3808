package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationException;
import io.reprise.core.cut.GridRules;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesManifest;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * What an ingest replaces: all that is published, or the dates of a span. The chunks of a date
 * depend on the points around it, which are read as well. A row belongs to the date of its place on
 * the grid, and so to one date only.
 */
record Replacement(
    Span span,
    boolean ofDates,
    long period,
    DatePart partition,
    Optional<SeriesManifest> published) {

  static Replacement ofAll(ArchiveConfig archive, DatePart partition) {
    return new Replacement(archive.span(), false, 0, partition, Optional.empty());
  }

  static Replacement ofDates(Configuration configuration, Optional<SeriesManifest> published) {
    DatePart partition = configuration.ingest().partition();
    ArchiveConfig archive = configuration.archive();
    archive.requireWhole(partition);
    long period = Periods.configured(configuration.clean());
    if (period == 0) {
      throw new ConfigurationException(
          "clean.period is not set; series that are ingested date by date need it, so that all dates"
              + " lie on one grid.");
    }
    return new Replacement(archive.span(), true, period, partition, published);
  }

  /** Refuses dates that would lie beside others that were cut in another way. */
  void requireFit(List<String> features, boolean labelled, int halo) {
    if (published.isPresent()) {
      SeriesManifest there = published.get();
      requireEqual("sequences", there.sequences(), false);
      requireEqual("features", there.features(), features);
      requireEqual("labels", there.labelled(), labelled);
      requireEqual("a halo of window.length", there.halo(), halo);
      requireEqual("the ingest.partition", there.partition().text(), partition.text());
    }
  }

  /** The table of a run, with all dates outside of the span as they are published. */
  SeriesManifest laidOver(SeriesManifest own, String run) {
    requireFit(own.features(), own.labelled(), own.halo());
    NavigableMap<LocalDate, String> dates = kept();
    own.dates().entrySet().stream()
        .filter(date -> date.getValue().equals(run))
        .forEach(date -> dates.put(date.getKey(), run));
    return own.withDates(dates);
  }

  private static void requireEqual(String what, Object there, Object wanted) {
    if (!there.equals(wanted)) {
      throw new InputRefusedException(
          "The published series have %s = %s, and these dates %s; ingest all dates anew, without"
              + " archive.from, archive.to and --date.",
          what, there, wanted);
    }
  }

  /** What must be read to cut the span. */
  Span read(GridRules rules) {
    long margin = Math.multiplyExact(rules.margin() + 1L, period);
    return ofDates ? new Span(shifted(span.from(), -margin), shifted(span.to(), margin)) : span;
  }

  private static long shifted(long bound, long by) {
    return bound == Span.ALL.from() || bound == Span.ALL.to() ? bound : bound + by;
  }

  /** Which rows are counted, kept and quarantined. A row without a time belongs to every date. */
  Column owns() {
    if (!ofDates) {
      return lit(true);
    }
    Column time = col(PointRows.TIME);
    Column owned = lit(true);
    if (span.from() != Span.ALL.from()) {
      owned = owned.and(time.geq(firstTime(span.from())));
    }
    if (span.to() != Span.ALL.to()) {
      owned = owned.and(time.lt(firstTime(span.to())));
    }
    return time.isNull().or(owned);
  }

  /** The first time whose place of the grid is not before an instant. */
  private long firstTime(long instant) {
    return -Math.floorDiv(-instant, period) * period - period / 2;
  }

  /** The published dates outside of the span. */
  NavigableMap<LocalDate, String> kept() {
    NavigableMap<LocalDate, String> kept = new TreeMap<>();
    published.ifPresent(manifest -> kept.putAll(manifest.dates()));
    kept.keySet().removeIf(date -> span.contains(Microseconds.of(date)));
    return kept;
  }
}
