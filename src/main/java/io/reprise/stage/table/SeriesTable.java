package io.reprise.stage.table;

import io.reprise.core.series.DatePart;
import io.reprise.core.series.Span;
import io.reprise.stage.common.Setting;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A published {@code series} table. */
public record SeriesTable(String id, SeriesManifest manifest, Dataset<ChunkRow> chunks) {

  private static final String ROWS = "chunks";
  private static final String PROFILE = "profile";

  public static SeriesTable open(SparkSession spark, Store store, String id) {
    return open(spark, store, id, manifest(store, id));
  }

  private static SeriesTable open(
      SparkSession spark, Store store, String id, SeriesManifest manifest) {
    List<Path> paths =
        manifest.sequences()
            ? List.of(rows(store, id))
            : manifest.dates().entrySet().stream()
                .map(entry -> date(store, entry.getValue(), entry.getKey()))
                .toList();
    return new SeriesTable(id, manifest, read(spark, paths));
  }

  /** Refuses chunks that are not as they were written, before any of them is used. */
  public SeriesTable requireWhole(SparkSession spark, Store store) {
    Map<String, Set<Path>> directories = new TreeMap<>();
    directories.computeIfAbsent(id, run -> new HashSet<>()).add(profile(store, id));
    if (manifest.sequences()) {
      directories.get(id).add(rows(store, id));
    }
    manifest
        .dates()
        .forEach(
            (date, run) ->
                directories
                    .computeIfAbsent(run, each -> new HashSet<>())
                    .add(date(store, run, date)));
    TableFiles.require(spark, store, ResultKind.SERIES, directories);
    return this;
  }

  /** Puts the manifest beside the tables of a run, and the list of their files. */
  public static void describe(
      SparkSession spark, Store store, String id, SeriesManifest manifest, String configuration) {
    TableFiles.seal(spark, store, ResultKind.SERIES, id);
    store.describe(ResultKind.SERIES, id, manifest.json(), configuration);
  }

  /** Changes the manifest of a table that is not published yet. */
  public static void describeAnew(Store store, String id, SeriesManifest manifest) {
    store.describeAnew(ResultKind.SERIES, id, manifest.json());
  }

  public static SeriesManifest manifest(Store store, String id) {
    return SeriesManifest.of(store.manifest(ResultKind.SERIES, id));
  }

  /** The manifest of a table that may be gone. */
  public static Optional<SeriesManifest> find(Store store, String id) {
    return store.describes(ResultKind.SERIES, id)
        ? Optional.of(manifest(store, id))
        : Optional.empty();
  }

  /** The same table with no other dates than those that begin in a span. */
  public SeriesTable within(SparkSession spark, Store store, Span span) {
    return open(spark, store, id, manifest.within(span));
  }

  /** Writes a sequence archive's chunks and returns them as written. */
  public static Dataset<ChunkRow> writeSequences(
      SparkSession spark, Store store, String id, Dataset<ChunkRow> chunks) {
    store.writeTable(chunks, rows(store, id));
    return read(spark, List.of(rows(store, id)));
  }

  /** Writes chunks by their dates, or all of them as those of one date. */
  public static void write(
      Store store,
      String id,
      Dataset<ChunkRow> chunks,
      DatePart partition,
      Optional<LocalDate> onlyDate) {
    if (onlyDate.isPresent()) {
      store.writeNumbers(chunks, date(store, id, onlyDate.get()));
    } else {
      store.writeNumbers(
          chunks.withColumn(DateColumn.NAME, DateColumn.of(partition, "unix_micros(start)")),
          rows(store, id),
          DateColumn.NAME);
    }
  }

  /** The dates that a run has written chunks of. */
  public static List<LocalDate> writtenDates(Store store, String id) {
    return store.children(rows(store, id)).stream()
        .filter(name -> name.startsWith(DateColumn.NAME + "="))
        .map(name -> LocalDate.parse(name.substring(DateColumn.NAME.length() + 1)))
        .sorted()
        .toList();
  }

  /** The chunks of one run as they were written. */
  public static Dataset<ChunkRow> written(
      SparkSession spark, Store store, String id, Collection<LocalDate> dates) {
    return read(spark, dates.stream().map(date -> date(store, id, date)).toList());
  }

  /** Writes the profile of a run's series and returns it as written. */
  public static Dataset<Row> writeProfile(
      SparkSession spark, Store store, String id, Dataset<Row> profile) {
    store.writeTable(profile, profile(store, id));
    return readProfile(spark, store, id);
  }

  /** The profile of what a run ingested, a row for each series and feature. */
  public static Dataset<Row> readProfile(SparkSession spark, Store store, String id) {
    return spark.read().parquet(profile(store, id).toString());
  }

  private static Path profile(Store store, String id) {
    return new Path(store.directory(ResultKind.SERIES, id), PROFILE);
  }

  private static Path rows(Store store, String id) {
    return new Path(store.directory(ResultKind.SERIES, id), ROWS);
  }

  private static Path date(Store store, String id, LocalDate date) {
    return new Path(rows(store, id), DateColumn.NAME + "=" + date);
  }

  private static Dataset<ChunkRow> read(SparkSession spark, List<Path> paths) {
    try (Setting listing = Setting.listingByCores(spark)) {
      return spark
          .read()
          .schema(ChunkRow.ENCODER.schema())
          .parquet(paths.stream().map(Path::toString).toArray(String[]::new))
          .as(ChunkRow.ENCODER);
    }
  }
}
