package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** Spark's reader with the options of an archive, and Spark's complaints in short. */
final class SparkReader {

  private static final Pattern GLOB = Pattern.compile("[{}\\[\\]*?\\\\]");

  private SparkReader() {}

  /**
   * A reader for the archive, or for some of its files. By default Spark would take the columns of
   * every CSV file to be those of the first, whatever its header says.
   */
  static DataFrameReader of(SparkSession spark, ArchiveConfig archive) {
    DataFrameReader reader =
        spark.read().format(archive.format().own() ? "text" : archive.format().name());
    return (archive.format().equals(ArchiveConfig.Format.CSV)
            ? reader.option("header", "true").option("enforceSchema", "false")
            : reader)
        .options(archive.options());
  }

  /** Files as paths that a reader takes literally. */
  static String[] paths(List<String> files) {
    return files.stream()
        .map(file -> UnreadableFile.location(file).toString())
        .map(path -> GLOB.matcher(path).replaceAll("\\\\$0"))
        .toArray(String[]::new);
  }

  static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\.+$", "");
  }
}
