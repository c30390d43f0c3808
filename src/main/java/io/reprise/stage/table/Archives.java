package io.reprise.stage.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Archives that Reprise writes itself, as input for its other jobs. */
public final class Archives {

  private Archives() {}

  public static boolean exists(String path, Configuration hadoop) {
    try {
      Path hadoopPath = new Path(path);
      return hadoopPath.getFileSystem(hadoop).exists(hadoopPath);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be looked up".formatted(path), e);
    }
  }

  /** Overwrites what is there. */
  public static void write(Dataset<Row> rows, String format, String path) {
    rows.write().mode(SaveMode.Overwrite).format(format).option("header", "true").save(path);
  }
}
