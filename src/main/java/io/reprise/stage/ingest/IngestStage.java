package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.CleanConfig;
import io.reprise.config.Configuration;
import io.reprise.core.cut.GridRules;
import io.reprise.core.plan.ArchiveSize;
import io.reprise.core.plan.Shares;
import io.reprise.core.series.LabelIntervals;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.RowAccount;
import io.reprise.core.series.Span;
import io.reprise.core.series.Windowing;
import io.reprise.stage.StageContext;
import io.reprise.stage.archive.ArchiveColumns;
import io.reprise.stage.archive.ArchiveReader;
import io.reprise.stage.archive.BrokenFileException;
import io.reprise.stage.archive.LabelFile;
import io.reprise.stage.archive.OpenedArchive;
import io.reprise.stage.archive.ReadingSettings;
import io.reprise.stage.archive.UnreadableFile;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.common.Setting;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.QuarantineTable;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the archive, accounts for every row, and writes the series and quarantine tables. */
public final class IngestStage {

  /** Each file that breaks while it is read costs a new beginning. */
  private static final int MOST_BROKEN = 10;

  private static final long MOST_NUMBERS = 1L << 28;
  private static final long ROWS_OF_A_FILE = 2_000_000;
  private static final int MOST_FILES = 10_000;

  private final SparkSession spark;
  private final Store store;
  private final Configuration configuration;
  private final ArchiveConfig archive;
  private final CleanConfig clean;
  private final Progress progress;
  private final Accounting accounting;
  private final Instant startedAt = Instant.now();

  public IngestStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.configuration = context.configuration();
    this.archive = configuration.archive();
    this.clean = configuration.clean();
    this.progress = context.progress();
    this.accounting = new Accounting(archive, clean, progress);
  }

  /** What an archive seems to hold, how it is split, and how many rows are cut in a second. */
  public record Survey(ArchiveSize size, Shares shares, double rowsCut) {}

  /** Looks at a part of the archive. Nothing is written. */
  public Survey survey() {
    return ArchiveSurvey.of(spark, configuration);
  }

  /** Writes tables of their own under {@code id}; they are not published yet. */
  public SeriesTable run(String id) {
    return run(id, Replacement.ofAll(archive, configuration.ingest().partition()));
  }

  /**
   * Writes the dates from {@code archive.from} to {@code archive.to} under {@code id}, in a table
   * that has all other dates of the published one.
   */
  public SeriesTable runDates(String id) {
    return run(id, Replacement.ofDates(configuration, newest(store.published())));
  }

  /** Keeps the dates that others have published since {@link #runDates} began. */
  public void layOver(Published published, String id) {
    SeriesManifest own = SeriesTable.manifest(store, id);
    SeriesManifest laidOver =
        Replacement.ofDates(configuration, newest(published)).laidOver(own, id);
    if (!laidOver.equals(own)) {
      SeriesTable.describeAnew(store, id, laidOver);
    }
  }

  private Optional<SeriesManifest> newest(Published published) {
    return published.newest(ResultKind.SERIES).map(id -> SeriesTable.manifest(store, id));
  }

  private SeriesTable run(String id, Replacement replacement) {
    try (ReadingSettings settings = ReadingSettings.apply(spark, archive.times().zone());
        Setting size = Setting.tasksOfAtMost(32, spark)) {
      List<UnreadableFile> broken = new ArrayList<>();
      while (!ingested(id, replacement, broken)) {
        store.discard(ResultKind.SERIES, id);
        store.discard(ResultKind.QUARANTINE, id);
      }
    }
    return SeriesTable.open(spark, store, id);
  }

  /**
   * Ingests all files but the broken ones. If another breaks while it is read, it is added to them,
   * and what was written must be written again.
   */
  private boolean ingested(String id, Replacement replacement, List<UnreadableFile> broken) {
    boolean refuse = clean.unreadable() == CleanConfig.Unreadable.REFUSE;
    try {
      OpenedArchive source = ArchiveReader.open(spark, archive, broken);
      if (refuse) {
        source.requireReadable(archive);
      }
      source.announce(progress);
      ingest(id, source, replacement);
      return true;
    } catch (BrokenFileException e) {
      if (refuse || broken.size() == MOST_BROKEN) {
        throw e;
      }
      broken.add(e.file());
      progress.say("ingest   a file broke while it was read; all others are read again");
      return false;
    }
  }

  private void ingest(String id, OpenedArchive source, Replacement replacement) {
    try {
      cut(id, source, replacement);
    } catch (Exception e) {
      source.refuse(spark, archive, e);
      throw e;
    }
  }

  private void cut(String id, OpenedArchive source, Replacement replacement) {
    Dataset<Row> raw = source.rows();
    ArchiveColumns columns =
        PointRows.withMetrics(ArchiveColumns.of(archive, raw.schema()), archive, raw);
    if (archive.sequences()) {
      ingestSequences(id, source, columns);
    } else {
      ingestSeries(id, source, columns, replacement);
    }
  }

  private void ingestSequences(String id, OpenedArchive source, ArchiveColumns columns) {
    RowRules rules = RowRules.of(archive, clean, startedAt);
    rules.values().requireKnown(columns.featureNames(true));
    Dataset<Row> rows = SequenceRows.of(source.rows(), columns, archive, rules);
    RowCount count = RowCount.of(source, rows);
    accounting.requireUsable(count);
    Dataset<ChunkRow> chunks =
        SeriesTable.writeSequences(
            spark, store, id, cutSequences(rows.filter(isAccepted()), columns));
    RowAccount found = accounting.of(chunks, count);
    new Quarantine(spark, store, id, source)
        .write(rows.filter(isRejected()), rows, chunks.toDF(), found);
    new Profile(spark, store, id, columns.featureNames(true)).write(chunks, progress);
    describe(
        id,
        new SeriesManifest(
            columns.featureNames(true),
            true,
            columns.label().isPresent(),
            0,
            configuration.ingest().partition(),
            Collections.emptyNavigableMap(),
            found,
            id));
  }

  private void ingestSeries(
      String id, OpenedArchive source, ArchiveColumns columns, Replacement replacement) {
    boolean labelled = columns.label().isPresent() || archive.labels().path().isPresent();
    GridRules gridRules = gridRules(configuration);
    requireRoom(gridRules, columns.features().size());
    replacement.requireFit(columns.features(), labelled, gridRules.halo());
    RowRules rowRules = RowRules.of(archive, clean, startedAt);
    rowRules.values().requireKnown(columns.features());
    Dataset<Row> read =
        new PointRows(source.rows(), columns, archive, rowRules, replacement.read(gridRules))
            .rows();
    Dataset<Row> own = read.filter(replacement.owns());
    RowCount count = RowCount.of(source, own);
    accounting.requireUsable(count);
    SeriesCut cut =
        new SeriesCut(
            configuration.ingest().chunk(),
            replacement.partition(),
            gridRules,
            columns.features().size(),
            labelled,
            replacement.ofDates() ? replacement.span() : Span.ALL,
            filesOfDate(count));
    write(id, cut, read.filter(isAccepted()), count);
    List<LocalDate> dates = SeriesTable.writtenDates(store, id);
    Dataset<ChunkRow> chunks = SeriesTable.written(spark, store, id, dates);
    if (!replacement.ofDates()) {
      requireWindows(chunks);
    }
    RowAccount found = accounting.of(chunks, count);
    new Quarantine(spark, store, id, source)
        .write(own.filter(isRejected()), read, chunks.toDF(), found);
    new Profile(spark, store, id, columns.features()).write(chunks, progress);
    NavigableMap<LocalDate, String> runs = replacement.kept();
    dates.forEach(date -> runs.put(date, id));
    describe(
        id,
        new SeriesManifest(
            columns.features(),
            false,
            labelled,
            gridRules.halo(),
            replacement.partition(),
            runs,
            found,
            id));
  }

  private static Column isAccepted() {
    return col(PointRows.REASON).isNull();
  }

  private static Column isRejected() {
    return col(PointRows.REASON).isNotNull();
  }

  static GridRules gridRules(Configuration configuration) {
    CleanConfig clean = configuration.clean();
    return new GridRules(
        configuration.window().length(),
        clean.maxGap(),
        clean.fill(),
        clean.aggregate(),
        clean.duplicates());
  }

  /** A chunk with what it needs of its neighbours is one array of at most 1 GB. */
  private void requireRoom(GridRules rules, int features) {
    int chunk = configuration.ingest().chunk();
    long numbers = (chunk + 2L * rules.margin()) * features;
    if (numbers > MOST_NUMBERS) {
      throw new InputRefusedException(
          "ingest.chunk = %,d: a chunk of %,d features and a window.length on both sides holds %,d"
              + " numbers, more than %,d; lower ingest.chunk or window.length, or name fewer"
              + " archive.columns.features.",
          chunk, features, numbers, MOST_NUMBERS);
    }
  }

  private Windowing windowing() {
    return new Windowing(configuration.window().length(), configuration.window().stride(), false);
  }

  /** A file for about every {@link #ROWS_OF_A_FILE} rows of a date. */
  private int filesOfDate(RowCount count) {
    return (int) Math.min(MOST_FILES, 1 + count.accepted() / dates(count) / ROWS_OF_A_FILE);
  }

  /** How many parts of the calendar the rows reach over, with data or without. */
  private long dates(RowCount count) {
    return configuration.ingest().partition().count(count.accepting());
  }

  /** The part of the calendar that holds all rows, if one does. */
  private Optional<LocalDate> onlyDate(RowCount count) {
    long start = configuration.ingest().partition().start(count.accepting().from());
    return dates(count) == 1 ? Optional.of(Microseconds.date(start)) : Optional.empty();
  }

  private void write(String id, SeriesCut cut, Dataset<Row> accepted, RowCount count) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Periods> periods = context.broadcast(Periods.of(clean, accepted));
    Broadcast<LabelIntervals> intervals =
        context.broadcast(new LabelFile(spark, archive.labels()).read());
    try {
      SeriesTable.write(
          store, id, cut.cut(accepted, periods, intervals), cut.part(), onlyDate(count));
    } finally {
      periods.destroy();
      intervals.destroy();
    }
  }

  private Dataset<ChunkRow> cutSequences(Dataset<Row> accepted, ArchiveColumns columns) {
    long period = columns.time().isEmpty() ? 0 : Periods.configured(clean);
    if (columns.time().isPresent() && period == 0) {
      throw new InputRefusedException(
          "archive.columns.time = %s: sequences with a time need clean.period, the time between two"
              + " of their steps; set it, or leave the time out.",
          columns.time().get());
    }
    return SequenceCut.cut(
        accepted, period, columns.featureNames(true).size(), columns.label().isPresent());
  }

  private void requireWindows(Dataset<ChunkRow> chunks) {
    Windowing windowing = windowing();
    boolean none =
        chunks
            .map(
                (MapFunction<ChunkRow, Integer>)
                    row -> windowing.owned(row.chunk(), Span.ALL).length,
                Encoders.INT())
            .filter("value > 0")
            .isEmpty();
    if (none) {
      throw new InputRefusedException(
          "window.length = %d is longer than every unbroken stretch of the archive; shorten it, or"
              + " let clean.max-gap bridge more.",
          windowing.length());
    }
  }

  private void describe(String id, SeriesManifest manifest) {
    String resolved = configuration.resolved().text();
    QuarantineTable.describe(spark, store, id, manifest.archive().json(), resolved);
    SeriesTable.describe(spark, store, id, manifest, resolved);
  }
}
