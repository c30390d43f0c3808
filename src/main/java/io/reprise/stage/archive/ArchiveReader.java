package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.common.FailedRead;
import io.reprise.stage.common.InputRefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens the archive. */
public final class ArchiveReader {

  private ArchiveReader() {}

  public static OpenedArchive open(SparkSession spark, ArchiveConfig archive) {
    return open(spark, archive, List.of());
  }

  /** Opens the archive without files that broke when they were read before. */
  public static OpenedArchive open(
      SparkSession spark, ArchiveConfig archive, List<UnreadableFile> broken) {
    if (!archive.format().known()) {
      Dataset<Row> rows = load(spark, archive, ArchiveFiles.NONE);
      return opened(archive, ArchiveFiles.NONE, rows, rows, Map.of());
    }
    requirePresent(spark, archive);
    ArchiveFiles files = ArchiveFiles.of(spark, archive, broken);
    ParquetArchive parquet = new ParquetArchive(spark, archive, files);
    if (parquet.isForeign()) {
      Dataset<Row> stored = parquet.stored();
      return opened(archive, files, stored, parquet.rows(stored), parquet.foreign());
    }
    Dataset<Row> stored = load(spark, archive, files);
    Dataset<Row> rows =
        files
            .form()
            .map(
                form ->
                    TextArchive.rows(stored, form, ArchiveFiles.hadoop(spark, archive.options())))
            .orElse(stored);
    return opened(archive, files, stored, rows, Map.of());
  }

  private static OpenedArchive opened(
      ArchiveConfig archive,
      ArchiveFiles files,
      Dataset<Row> stored,
      Dataset<Row> rows,
      Map<String, String> foreign) {
    return new OpenedArchive(
        stored, DerivedColumns.with(rows, archive.derived()), files.unreadable(), foreign);
  }

  private static void requirePresent(SparkSession spark, ArchiveConfig archive) {
    String path = archive.requiredPath();
    try {
      Path hadoopPath = new Path(path);
      FileStatus[] found =
          hadoopPath
              .getFileSystem(ArchiveFiles.hadoop(spark, archive.options()).value())
              .globStatus(hadoopPath);
      if (found == null || found.length == 0) {
        throw new InputRefusedException(
            "archive.path = %s: there is nothing there; name a file, a directory or a glob that"
                + " exists.",
            path);
      }
    } catch (RuntimeException e) {
      PathProblem.refuse(path, e);
      throw e;
    } catch (IOException e) {
      PathProblem.refuse(path, e);
      throw new UncheckedIOException("archive.path = %s cannot be looked up".formatted(path), e);
    }
  }

  private static Dataset<Row> load(SparkSession spark, ArchiveConfig archive, ArchiveFiles files) {
    DataFrameReader reader =
        SparkReader.of(spark, archive).options(ExcludedFiles.options(files.unreadable()));
    Dataset<Row> rows;
    try {
      rows = archive.path().isPresent() ? reader.load(archive.path().get()) : reader.load();
    } catch (Exception e) {
      refuse(spark, archive, files, e);
      throw e;
    }
    if (rows.columns().length == 0) {
      throw new InputRefusedException("%s is empty; name a path with data.", archive.source());
    }
    return rows;
  }

  /** Spark's exceptions are checked in Scala but undeclared, so Java cannot catch them by name. */
  private static void refuse(
      SparkSession spark, ArchiveConfig archive, ArchiveFiles files, Exception failure) {
    if (String.valueOf(failure.getMessage()).contains("Failed to find")) {
      throw new InputRefusedException(
          missingModule(
              archive.format(), spark.version(), scala.util.Properties.versionNumberString()));
    }
    if (String.valueOf(failure.getMessage()).contains("COLUMN_ALREADY_EXISTS")) {
      BrokenFiles.refuseWhereInferenceFails(spark, archive, files.readable(), failure);
    }
    if (failure instanceof AnalysisException || failure instanceof FileNotFoundException) {
      throw new InputRefusedException(
          "%s holds nothing that archive.format can read (%s); name another path or format.",
          archive.source(), SparkReader.firstLine(failure.getMessage()));
    }
    BrokenFiles.refuse(spark, archive, Optional.empty(), files.readable(), failure);
    if (!archive.options().isEmpty() && new FailedRead(failure).isOfArgument()) {
      InputRefusedException refused =
          new InputRefusedException(
              "archive.options: %s cannot be opened with them (%s); mend or leave them out.",
              archive.source(), SparkReader.firstLine(String.valueOf(failure.getMessage())));
      refused.initCause(failure);
      throw refused;
    }
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
}
