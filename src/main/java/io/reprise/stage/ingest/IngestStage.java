package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.reprise.config.CleanConfig;
import io.reprise.config.Configuration;
import io.reprise.core.report.ReportJson;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.GridRules;
import io.reprise.core.series.Span;
import io.reprise.core.series.Windowing;
import io.reprise.stage.InputRefusedException;
import io.reprise.stage.Progress;
import io.reprise.stage.StageContext;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.Kind;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the archive, accounts for every row, and writes the series and quarantine tables. */
public final class IngestStage {

  private final SparkSession spark;
  private final Store store;
  private final Configuration configuration;
  private final Progress progress;

  public IngestStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** Writes the tables under {@code id}; they are not published yet. */
  public SeriesTable run(String id) {
    Source source = ArchiveReader.open(spark, configuration.archive());
    source.announce(progress);
    try {
      return run(id, source);
    } catch (Exception e) {
      source.refuse(spark, configuration.archive(), e);
      throw e;
    }
  }

  private SeriesTable run(String id, Source source) {
    Dataset<Row> raw = source.rows();
    Columns columns = Columns.of(configuration.archive(), raw.schema());
    boolean sequences = configuration.archive().sequences();
    Dataset<Row> rows =
        sequences
            ? SequenceRows.of(raw, columns, configuration.archive())
            : WideRows.of(raw, columns, configuration.archive());
    Map<String, Long> reasons = countByReason(rows);
    if (!source.unreadable().isEmpty()) {
      reasons.put(Reason.UNREADABLE_FILE.text(), (long) source.unreadable().size());
    }
    long accepted = reasons.remove("");
    requireUsable(accepted, reasons);
    Dataset<Row> usable = rows.filter(col(WideRows.REASON).isNull());
    Path written = SeriesTable.rows(store, id);
    if (sequences) {
      store.writeTable(cutSequences(usable, columns), written);
    } else {
      writeSeries(usable, columns, written);
    }
    Dataset<Row> chunks = spark.read().parquet(written.toString());
    SeriesManifest manifest = account(id, chunks, columns, accepted, reasons);
    write(id, chunks, rows, source, manifest);
    return SeriesTable.open(spark, store, id);
  }

  /** Rows by reason, those that are accepted under the empty text. */
  private Map<String, Long> countByReason(Dataset<Row> rows) {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("", 0L);
    for (Row row : rows.groupBy(WideRows.REASON).count().collectAsList()) {
      counts.put(row.isNullAt(0) ? "" : row.getString(0), row.getLong(1));
    }
    return counts;
  }

  private void requireUsable(long accepted, Map<String, Long> reasons) {
    String source = configuration.archive().source();
    long rejected = reasons.values().stream().mapToLong(Long::longValue).sum();
    if (accepted + rejected == 0) {
      throw new InputRefusedException(
          "%s is empty%s; name a path with data.",
          source,
          configuration.archive().span().equals(Span.ALL)
              ? ""
              : " between archive.from and archive.to");
    }
    double fraction = (double) rejected / (accepted + rejected);
    if (accepted == 0 || fraction > configuration.clean().maxQuarantined()) {
      throw new InputRefusedException(
          "%s: %d of %d rows cannot be used (%s), more than clean.max-quarantined ="
              + " %s allows; mend the archive, name other columns, or raise the limit.",
          source, rejected, accepted + rejected, reasons, configuration.clean().maxQuarantined());
    }
  }

  private void writeSeries(Dataset<Row> accepted, Columns columns, Path path) {
    CleanConfig clean = configuration.clean();
    SeriesCut cut =
        new SeriesCut(
            configuration.ingest().chunk(),
            DatePart.YEAR,
            new GridRules(
                windowing().halo(),
                clean.maxGap(),
                clean.fill(),
                clean.aggregate(),
                clean.duplicates()),
            columns.features().size(),
            columns.label().isPresent());
    Broadcast<Periods> periods =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(Periods.of(clean, accepted));
    try {
      store.writeTable(cut.cut(accepted, periods), path);
    } finally {
      periods.destroy();
    }
  }

  private Dataset<ChunkRow> cutSequences(Dataset<Row> accepted, Columns columns) {
    long period = columns.time().isEmpty() ? 0 : Periods.configured(configuration.clean());
    if (columns.time().isPresent() && period == 0) {
      throw new InputRefusedException(
          "archive.columns.time = %s: sequences with a time need clean.period, the time between two"
              + " of their steps; set it, or leave the time out.",
          columns.time().get());
    }
    return SequenceCut.cut(
        accepted, period, columns.featureNames(true).size(), columns.label().isPresent());
  }

  private Windowing windowing() {
    return new Windowing(configuration.window().length(), configuration.window().stride(), false);
  }

  private SeriesManifest account(
      String id, Dataset<Row> chunks, Columns columns, long accepted, Map<String, Long> reasons) {
    boolean sequences = configuration.archive().sequences();
    if (!sequences) {
      requireWindows(chunks);
    }
    Row totals =
        chunks
            .agg(
                sum("rows"),
                sum("count"),
                countDistinct("series"),
                sum(size(col("rejected"))),
                count(lit(1)))
            .first();
    long kept = totals.getLong(0);
    long duplicates = totals.getLong(3);
    Map<String, Long> quarantined = new TreeMap<>(reasons);
    if (duplicates > 0) {
      quarantined.put(Reason.DUPLICATE_TIME.text(), duplicates);
    }
    long rejected = quarantined.values().stream().mapToLong(Long::longValue).sum();
    ReportJson.Archive archive =
        new ReportJson.Archive(
            accepted + reasons.values().stream().mapToLong(Long::longValue).sum(),
            kept,
            rejected,
            quarantined,
            totals.getLong(2),
            totals.getLong(1),
            sequences ? totals.getLong(4) : 0);
    progress.say(
        "ingest   %,d rows read: %,d kept, %,d quarantined; %,d series, %,d points",
        archive.rowsRead(), kept, rejected, archive.series(), archive.points());
    return new SeriesManifest(
        columns.featureNames(sequences),
        sequences,
        columns.label().isPresent(),
        sequences ? 0 : windowing().halo(),
        archive,
        id);
  }

  private void requireWindows(Dataset<Row> chunks) {
    Windowing windowing = windowing();
    boolean none =
        chunks
            .as(ChunkRow.ENCODER)
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

  private void write(
      String id, Dataset<Row> chunks, Dataset<Row> rows, Source source, SeriesManifest manifest) {
    Map<String, Long> reasons = manifest.archive().quarantinedByReason();
    Dataset<Row> quarantined = quarantined(rows.filter(col(WideRows.REASON).isNotNull()));
    if (reasons.containsKey(Reason.DUPLICATE_TIME.text())) {
      Dataset<Row> numbers = chunks.select(explode(col("rejected")).as(WideRows.NUMBER));
      quarantined =
          quarantined.unionByName(
              quarantined(
                  rows.join(numbers, WideRows.NUMBER)
                      .withColumn(WideRows.REASON, lit(Reason.DUPLICATE_TIME.text()))));
    }
    if (reasons.isEmpty()) {
      quarantined = quarantined.limit(0);
    }
    if (!source.unreadable().isEmpty()) {
      quarantined = quarantined.unionByName(source.quarantine(spark));
    }
    Path written = new Path(store.directory(Kind.QUARANTINE, id), "rows");
    store.writeTable(quarantined, written);
    requireAll(spark.read().parquet(written.toString()).count(), manifest);
    String resolved = configuration.resolved().text();
    store.describe(Kind.QUARANTINE, id, ReportJson.archive(manifest.archive()), resolved);
    store.describe(Kind.SERIES, id, manifest.json(), resolved);
  }

  /** Rows are numbered anew in each pass over the archive: it must not change between them. */
  private static void requireAll(long quarantined, SeriesManifest manifest) {
    if (quarantined != manifest.archive().rowsQuarantined()) {
      throw new InputRefusedException(
          "archive.path: %d rows were rejected but %d found again; the archive changed while it was"
              + " read, run ingest again.",
          manifest.archive().rowsQuarantined(), quarantined);
    }
  }

  private static Dataset<Row> quarantined(Dataset<Row> rows) {
    return rows.select(
        col(WideRows.FILE).as("file"),
        col(WideRows.REASON).as("reason"),
        col(WideRows.ROW).as("row"));
  }
}
