package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.common.Progress;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * An opened archive: its rows as the files have them, the same rows with the computed columns, and
 * the files that cannot be opened.
 */
public record OpenedArchive(
    Dataset<Row> stored, Dataset<Row> rows, List<UnreadableFile> unreadable) {

  private static final int NAMED = 10;

  /** Names some of the files that were left out. The quarantine names all of them. */
  public void announce(Progress progress) {
    unreadable.stream()
        .limit(NAMED)
        .forEach(
            file -> progress.say("ingest   %s is left out: %s", file.location(), file.problem()));
    if (unreadable.size() > NAMED) {
      progress.say("ingest   and %,d more files", unreadable.size() - NAMED);
    }
  }

  /** Refuses the archive if the failure is that of one of its files. */
  public void refuse(SparkSession spark, ArchiveConfig archive, Exception failure) {
    BrokenFiles.refuse(
        spark,
        archive,
        archive.format().own() ? Optional.empty() : Optional.of(stored.schema()),
        List.of(stored.inputFiles()),
        failure);
  }
}
