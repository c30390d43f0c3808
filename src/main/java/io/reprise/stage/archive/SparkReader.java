package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** Spark's reader as an archive wants it, and the short form of what Spark complains about. */
final class SparkReader {

  private SparkReader() {}

  /**
   * What reads the archive, or some of its files. Left alone, Spark would take the columns of every
   * CSV for those of the first, whatever their headers say.
   */
  static DataFrameReader of(SparkSession spark, ArchiveConfig archive) {
    DataFrameReader reader =
        spark.read().format(archive.format().own() ? "text" : archive.format().name());
    return (archive.format().equals(ArchiveConfig.Format.CSV)
            ? reader.option("header", "true").option("enforceSchema", "false")
            : reader)
        .options(archive.options());
  }

  static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\.+$", "");
  }
}
