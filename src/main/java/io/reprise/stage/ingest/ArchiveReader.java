package io.reprise.stage.ingest;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.InputRefusedException;
import java.io.FileNotFoundException;
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
    DataFrameReader reader = spark.read().format(archive.format().name());
    if (archive.format().equals(ArchiveConfig.Format.CSV)) {
      reader = reader.option("header", "true");
    }
    if (archive.format().known()) {
      requirePresent(spark, archive.requiredPath());
    }
    return load(spark, reader.options(archive.options()), archive);
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

  private static Dataset<Row> load(
      SparkSession spark, DataFrameReader reader, ArchiveConfig archive) {
    Dataset<Row> rows;
    try {
      rows = archive.path().isPresent() ? reader.load(archive.path().get()) : reader.load();
    } catch (Exception e) {
      throw refused(spark, archive, e);
    }
    if (rows.columns().length == 0) {
      throw new InputRefusedException("%s is empty; name a path with data.", archive.source());
    }
    return rows;
  }

  /** Spark's exceptions are checked in Scala but undeclared, so Java cannot catch them by name. */
  private static RuntimeException refused(
      SparkSession spark, ArchiveConfig archive, Exception failure) {
    if (String.valueOf(failure.getMessage()).contains("Failed to find")) {
      return new InputRefusedException(
          missingModule(
              archive.format(), spark.version(), scala.util.Properties.versionNumberString()));
    }
    if (failure instanceof AnalysisException || failure instanceof FileNotFoundException) {
      return new InputRefusedException(
          "%s holds nothing that archive.format can read (%s); name another path or format.",
          archive.source(), firstLine(failure.getMessage()));
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("%s cannot be opened".formatted(archive.source()), failure);
  }

  static String missingModule(ArchiveConfig.Format format, String spark, String scala) {
    String line = scala.substring(0, scala.indexOf('.', scala.indexOf('.') + 1));
    return format.equals(ArchiveConfig.Format.AVRO)
        ? "archive.format = avro: this Spark comes without it; add -- --packages"
            + " org.apache.spark:spark-avro_%s:%s to the command.".formatted(line, spark)
        : "archive.format = %s: Spark has no such format; name another, or add the module that has"
                .formatted(format.name())
            + " it to the command, -- --packages GROUP:NAME_%s:VERSION.".formatted(line);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\.+$", "");
  }
}
