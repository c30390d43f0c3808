package io.reprise.stage.table;

import io.reprise.core.series.DatePart;
import io.reprise.stage.common.Setting;
import io.reprise.stage.table.ScoresManifest.DateScores;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A published run of scores: a row for each window and, for series on a grid and where the steps of
 * sequences are scored, a row for each point.
 */
public record ScoresTable(
    String id, ScoresManifest manifest, Dataset<Row> sequences, Dataset<Row> points) {

  /** What scores are made of, each a table in a directory of its own. */
  public enum Rows {
    /** The errors of windows. */
    SEQUENCES("sequences", false),
    /** The errors of points. */
    POINTS("points", true),
    /** The replayed signal: a row for each point or, in a sequence archive, for each sequence. */
    RECONSTRUCTION("reconstruction", true),
    /** The codes of windows. */
    EMBEDDING("embedding", false);

    private final String directory;
    private final boolean ofPoints;

    Rows(String directory, boolean ofPoints) {
      this.directory = directory;
      this.ofPoints = ofPoints;
    }

    private String micros() {
      return "unix_micros(%s)".formatted(ofPoints ? ScoreColumns.TIME : ScoreColumns.START);
    }

    private boolean areIn(DateScores scores) {
      return (ofPoints ? scores.extent().points() : scores.extent().sequences()) > 0;
    }

    private Path path(Store store, String run) {
      return new Path(store.directory(ResultKind.SCORES, run), directory);
    }

    private Path path(Store store, String run, LocalDate date) {
      return new Path(path(store, run), DateColumn.NAME + "=" + date);
    }
  }

  public static ScoresTable open(SparkSession spark, Store store, String id) {
    ScoresManifest manifest = manifest(store, id);
    return new ScoresTable(
        id,
        manifest,
        read(spark, store, id, manifest, Rows.SEQUENCES),
        manifest.points() == 0
            ? spark.emptyDataFrame()
            : read(spark, store, id, manifest, Rows.POINTS));
  }

  /** Refuses scores that are not as they were written, before any of them is used. */
  public ScoresTable requireWhole(SparkSession spark, Store store) {
    Map<String, Set<Path>> directories = new TreeMap<>();
    for (Rows rows : List.of(Rows.SEQUENCES, Rows.POINTS)) {
      if (manifest.dates().isEmpty()) {
        directories.computeIfAbsent(id, run -> new HashSet<>()).add(rows.path(store, id));
      }
      manifest
          .dates()
          .forEach(
              (date, scores) ->
                  directories
                      .computeIfAbsent(scores.run(), run -> new HashSet<>())
                      .add(rows.path(store, scores.run(), date)));
    }
    TableFiles.require(spark, store, ResultKind.SCORES, directories);
    return this;
  }

  /** Puts the manifest beside the tables of a run, and the list of their files. */
  public static void describe(
      SparkSession spark, Store store, String id, ScoresManifest manifest, String configuration) {
    TableFiles.seal(spark, store, ResultKind.SCORES, id);
    store.describe(ResultKind.SCORES, id, manifest.json(), configuration);
  }

  /** Changes the manifest of scores that are not published yet. */
  public static void describeAnew(Store store, String id, ScoresManifest manifest) {
    store.describeAnew(ResultKind.SCORES, id, manifest.json());
  }

  public static ScoresManifest manifest(Store store, String id) {
    return ScoresManifest.of(store.manifest(ResultKind.SCORES, id));
  }

  /** The rows of a table, all dates of it. */
  public static Dataset<Row> read(
      SparkSession spark, Store store, String id, ScoresManifest manifest, Rows rows) {
    List<Path> paths =
        manifest.dates().isEmpty()
            ? List.of(rows.path(store, id))
            : manifest.dates().entrySet().stream()
                .filter(date -> rows.areIn(date.getValue()))
                .map(date -> rows.path(store, date.getValue().run(), date.getKey()))
                .toList();
    try (Setting listing = Setting.listingByCores(spark)) {
      return spark.read().parquet(paths.stream().map(Path::toString).toArray(String[]::new));
    }
  }

  /** Writes rows of these dates; of a sequence archive, which has none, all rows. */
  public static void write(
      Store store,
      String run,
      Rows rows,
      Dataset<Row> table,
      DatePart partition,
      Collection<LocalDate> dates) {
    switch (dates.size()) {
      case 0 -> store.writeNumbers(table, rows.path(store, run));
      case 1 -> store.writeNumbers(table, rows.path(store, run, dates.iterator().next()));
      default ->
          store.writeNumbers(
              table.withColumn(DateColumn.NAME, DateColumn.of(partition, rows.micros())),
              rows.path(store, run),
              DateColumn.NAME);
    }
  }
}
