package io.reprise.stage.ingest;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.InputRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens the archive. */
final class ArchiveReader {

  private ArchiveReader() {}

  static Dataset<Row> open(SparkSession spark, ArchiveConfig archive) {
    String path = archive.requiredPath();
    requirePresent(spark, path);
    DataFrameReader reader = spark.read().format(archive.format().sparkName());
    if (archive.format() == ArchiveConfig.Format.CSV) {
      reader = reader.option("header", "true");
    }
    return load(reader.options(archive.options()), path);
  }

  private static void requirePresent(SparkSession spark, String path) {
    try {
      Path hadoopPath = new Path(path);
      FileStatus[] found =
          hadoopPath
              .getFileSystem(spark.sparkContext().hadoopConfiguration())
              .globStatus(hadoopPath);
      if (found == null || found.length == 0) {
        throw new InputRefusedException(
            "archive.path = %s: there is nothing there; name a file, a directory or a glob that"
                + " exists.",
            path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("archive.path = %s cannot be looked up".formatted(path), e);
    }
  }

  private static Dataset<Row> load(DataFrameReader reader, String path) {
    Dataset<Row> rows;
    try {
      rows = reader.load(path);
    } catch (Exception e) {
      // Spark's AnalysisException is checked in Scala but undeclared, so Java cannot catch it by
      // name.
      if (e instanceof AnalysisException) {
        throw new InputRefusedException(
            "archive.path = %s holds nothing that archive.format can read (%s); name another path"
                + " or format.",
            path, firstLine(e.getMessage()));
      }
      throw e;
    }
    if (rows.columns().length == 0) {
      throw new InputRefusedException("archive.path = %s is empty; name a path with data.", path);
    }
    return rows;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\.+$", "");
  }
}
