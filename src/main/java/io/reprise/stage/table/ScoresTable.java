package io.reprise.stage.table;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A published run of scores: a row a window and, for series on a grid, a row a point, else none.
 */
public record ScoresTable(
    String id, ScoresManifest manifest, Dataset<Row> sequences, Dataset<Row> points) {

  public static Path sequences(Store store, String id) {
    return new Path(store.directory(Kind.SCORES, id), "sequences");
  }

  public static Path points(Store store, String id) {
    return new Path(store.directory(Kind.SCORES, id), "points");
  }

  public static ScoresTable open(SparkSession spark, Store store, String id) {
    ScoresManifest manifest = ScoresManifest.of(store.manifest(Kind.SCORES, id));
    return new ScoresTable(
        id,
        manifest,
        spark.read().parquet(sequences(store, id).toString()),
        manifest.points() == 0
            ? spark.emptyDataFrame()
            : spark.read().parquet(points(store, id).toString()));
  }
}
