package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Finds the file that made a read fail. */
final class BrokenFiles {

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:while reading file|footer for file:|Could not read file:|Checksum error:|CSV file:"
              + "|converted in file) (\\S+?)[.,]?(?:\\s|$)");

  private static final String SCAN = "org.apache.spark.sql.execution.datasources.FileScanRDD";

  private static final int LONGEST_REASON = 200;

  private BrokenFiles() {}

  /** Refuses the archive if a file made the read fail. */
  static void refuse(
      SparkSession spark,
      ArchiveConfig archive,
      Optional<StructType> schema,
      List<String> files,
      Exception failure) {
    Optional<UnreadableFile> broken = find(spark, archive, schema, files, failure);
    if (broken.isPresent()) {
      throw new BrokenFileException(archive, broken.get(), failure);
    }
  }

  /**
   * The file that made the read fail. The failure names it, or it is searched among {@code files}.
   * Without a schema the search lets Spark infer one.
   */
  static Optional<UnreadableFile> find(
      SparkSession spark,
      ArchiveConfig archive,
      Optional<StructType> schema,
      List<String> files,
      Exception failure) {
    Optional<String> broken = causes(failure).flatMap(cause -> named(cause).stream()).findFirst();
    if (broken.isEmpty() && causes(failure).anyMatch(BrokenFiles::inScan)) {
      broken = new Search(spark, archive, schema).in(files);
    }
    return broken.map(file -> new UnreadableFile(listed(file, files), reason(failure)));
  }

  /** The name that the listing has for a file, which a failure may write in another way. */
  private static String listed(String name, List<String> files) {
    return files.stream()
        .filter(file -> withoutScheme(file).equals(withoutScheme(name)))
        .findFirst()
        .orElse(name);
  }

  private static String withoutScheme(String name) {
    return name.replaceFirst("^[a-z0-9]+:(//[^/]*)?", "");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<String> named(Throwable cause) {
    Matcher matcher = NAMED.matcher(String.valueOf(cause.getMessage()));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Spark 3.5 names a file only if it breaks before its first row. */
  private static boolean inScan(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(SCAN));
  }

  private static String reason(Exception failure) {
    Throwable root = causes(failure).reduce((outer, inner) -> inner).orElseThrow();
    String reason = String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
    return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
  }

  private record Search(SparkSession spark, ArchiveConfig archive, Optional<StructType> schema) {

    /**
     * Halves the files until one is left. This reads at most as much as all files hold together.
     */
    Optional<String> in(List<String> all) {
      List<String> files = all;
      while (files.size() > 1) {
        List<String> half = files.subList(0, files.size() / 2);
        files = breaks(half) ? half : files.subList(half.size(), files.size());
      }
      return files.stream().filter(file -> breaks(List.of(file))).findFirst();
    }

    private boolean breaks(List<String> files) {
      DataFrameReader reader = SparkReader.of(spark, archive);
      try {
        schema
            .map(reader::schema)
            .orElse(reader)
            .load(SparkReader.paths(files))
            .toJavaRDD()
            .foreach(row -> {});
        return false;
      } catch (Exception e) {
        return true;
      }
    }
  }
}
