package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.common.FailedRead;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Finds the file that made a read fail. */
final class BrokenFiles {

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

  /** Refuses the archive because of the first file of which Spark cannot tell the columns. */
  static void refuseWhereInferenceFails(
      SparkSession spark, ArchiveConfig archive, List<String> files, Exception failure) {
    Optional<String> broken = new Search(spark, archive, Optional.empty()).in(files);
    if (broken.isPresent()) {
      throw new BrokenFileException(
          archive, new UnreadableFile(broken.get(), new FailedRead(failure).reason()), failure);
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
    FailedRead read = new FailedRead(failure);
    Optional<String> broken = read.file();
    if (broken.isPresent() && !files.isEmpty()) {
      broken = listed(broken.get(), files);
    } else if (broken.isEmpty() && read.isOfSomeFile()) {
      broken = new Search(spark, archive, schema).in(files);
    }
    return broken.map(file -> new UnreadableFile(file, read.reason()));
  }

  /**
   * The name that the listing has for a file, which a failure may write in another way. A file that
   * is not listed is none of the archive's.
   */
  private static Optional<String> listed(String name, List<String> files) {
    return files.stream()
        .filter(file -> withoutScheme(file).equals(withoutScheme(name)))
        .findFirst();
  }

  private static String withoutScheme(String name) {
    return name.replaceFirst("^[a-z0-9]+:(//[^/]*)?", "");
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
