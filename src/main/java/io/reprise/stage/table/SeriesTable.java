package io.reprise.stage.table;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** A published {@code series} table. */
public record SeriesTable(String id, SeriesManifest manifest, Dataset<ChunkRow> chunks) {

  private static final String ROWS = "chunks";

  public static Path rows(Store store, String id) {
    return new Path(store.directory(Kind.SERIES, id), ROWS);
  }

  public static SeriesTable open(SparkSession spark, Store store, String id) {
    return new SeriesTable(
        id,
        SeriesManifest.of(store.manifest(Kind.SERIES, id)),
        spark.read().parquet(rows(store, id).toString()).as(ChunkRow.ENCODER));
  }
}
