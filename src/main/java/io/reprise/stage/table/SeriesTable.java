package io.reprise.stage.table;

import static org.apache.spark.sql.functions.expr;

import io.reprise.core.series.DatePart;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A published {@code series} table. */
public record SeriesTable(String id, SeriesManifest manifest, Dataset<ChunkRow> chunks) {

  private static final String ROWS = "chunks";
  private static final String PROFILE = "profile";
  private static final String DATE = "date";
  private static final long DAY_MICROS = 86_400_000_000L;

  public static SeriesTable open(SparkSession spark, Store store, String id) {
    SeriesManifest manifest = SeriesManifest.of(store.manifest(Kind.SERIES, id));
    List<Path> paths =
        manifest.sequences()
            ? List.of(rows(store, id))
            : manifest.dates().entrySet().stream()
                .map(entry -> date(store, entry.getValue(), entry.getKey()))
                .toList();
    return new SeriesTable(id, manifest, read(spark, paths));
  }

  /** Writes a sequence archive's chunks and returns them as written. */
  public static Dataset<ChunkRow> writeSequences(
      SparkSession spark, Store store, String id, Dataset<ChunkRow> chunks) {
    store.writeTable(chunks, rows(store, id));
    return read(spark, List.of(rows(store, id)));
  }

  /** Writes the chunks of these dates. */
  public static void write(
      Store store,
      String id,
      Dataset<ChunkRow> chunks,
      DatePart partition,
      Collection<LocalDate> dates) {
    if (dates.size() == 1) {
      store.writeTable(chunks, date(store, id, dates.iterator().next()));
    } else {
      store.writeTable(chunks.withColumn(DATE, expr(date(partition))), rows(store, id), DATE);
    }
  }

  /** The dates that a run has written chunks of. */
  public static List<LocalDate> writtenDates(Store store, String id) {
    return store.children(rows(store, id)).stream()
        .filter(name -> name.startsWith(DATE + "="))
        .map(name -> LocalDate.parse(name.substring(DATE.length() + 1)))
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

  /** The profile of what a run ingested, a row a series and feature. */
  public static Dataset<Row> readProfile(SparkSession spark, Store store, String id) {
    return spark.read().parquet(profile(store, id).toString());
  }

  private static Path profile(Store store, String id) {
    return new Path(store.directory(Kind.SERIES, id), PROFILE);
  }

  /** The first day of the part that a chunk starts in, whatever zone the session is in. */
  private static String date(DatePart partition) {
    String day =
        "date_from_unix_date(cast(floor(unix_micros(start) / %d) as int))".formatted(DAY_MICROS);
    return partition == DatePart.DAY ? day : "trunc(%s, '%s')".formatted(day, partition);
  }

  private static Path rows(Store store, String id) {
    return new Path(store.directory(Kind.SERIES, id), ROWS);
  }

  private static Path date(Store store, String id, LocalDate date) {
    return new Path(rows(store, id), DATE + "=" + date);
  }

  private static Dataset<ChunkRow> read(SparkSession spark, List<Path> paths) {
    return spark
        .read()
        .schema(ChunkRow.ENCODER.schema())
        .parquet(paths.stream().map(Path::toString).toArray(String[]::new))
        .as(ChunkRow.ENCODER);
  }
}
