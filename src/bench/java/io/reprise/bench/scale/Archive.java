package io.reprise.bench.scale;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** So many series of two features, each with so many points a minute apart, one after another. */
record Archive(long series, int points) {

  private static final int ROWS_OF_A_FILE = 4_000_000;

  long rows() {
    return series * points;
  }

  void write(SparkSession spark, Path path) {
    int files = (int) Math.max(2, rows() / ROWS_OF_A_FILE);
    spark
        .range(0, rows(), 1, files)
        .select(
            expr("concat('sensor-', lpad(id div %d, 7, '0')) as series".formatted(points)),
            expr("timestamp_seconds(1704067200 + id %% %d * 60) as time".formatted(points)),
            expr("cast(sin(id / 3.0) + 0.1 * randn(1) as float) as vibration"),
            expr(
                "cast(20 + id div %d %% 7 + cos(id / 5.0) + 0.1 * randn(2) as float) as temperature"
                    .formatted(points)))
        .write()
        .parquet(path.toString());
  }
}
