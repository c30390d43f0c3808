package io.reprise.bench.ingest;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A synthetic archive of three features that has grown as archives do: all series side by side, in
 * order of time. Many series have a point a minute, a single one has a point a second.
 */
record Archive(long rows, int series) {

  private static final int FILES = 20;

  void write(SparkSession spark, Path path) {
    spark
        .range(0, rows, 1, FILES)
        .select(
            expr("concat('sensor-', lpad(id %% %d, 4, '0')) as series".formatted(series)),
            expr(
                "timestamp_seconds(1704067200 + id div %d * %d) as time"
                    .formatted(series, period())),
            expr(
                "cast(sin(id div %d / 100.0) + 0.1 * randn(1) as float) as vibration"
                    .formatted(series)),
            expr(
                "cast(20 + 5 * cos(id div %d / 700.0) + 0.1 * randn(2) as float) as temperature"
                    .formatted(series)),
            expr("cast(3 + 0.2 * randn(3) as float) as pressure"))
        .write()
        .parquet(path.toString());
  }

  private int period() {
    return series > 1 ? 60 : 1;
  }
}
