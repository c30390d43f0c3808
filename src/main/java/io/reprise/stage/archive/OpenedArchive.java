package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.common.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * An opened archive: its rows as Spark reads them, the same rows with times and computed columns,
 * the files that cannot be opened, and the columns that Spark cannot read, with their types.
 */
public record OpenedArchive(
    Dataset<Row> stored,
    Dataset<Row> rows,
    List<UnreadableFile> unreadable,
    Map<String, String> foreign) {

  private static final int NAMED = 10;

  /** Refuses the archive if one of its files cannot be opened. */
  public void requireReadable(ArchiveConfig archive) {
    if (!unreadable.isEmpty()) {
      throw new BrokenFileException(archive, unreadable.get(0), null);
    }
  }

  /** Names some of the files that were left out. The quarantine names all of them. */
  public void announce(Progress progress) {
    unreadable.stream()
        .limit(NAMED)
        .forEach(
            file -> progress.say("ingest   %s is left out: %s", file.location(), file.problem()));
    if (unreadable.size() > NAMED) {
      progress.say("ingest   and %,d more files", unreadable.size() - NAMED);
    }
    foreign.forEach(
        (column, type) ->
            progress.say(
                "ingest   column %s is left out: Spark cannot read its type, %s", column, type));
  }

  /** Tells of the file that made reading the archive fail, if one did. */
  public void refuse(SparkSession spark, ArchiveConfig archive, Exception failure) {
    BrokenFiles.refuse(
        spark,
        archive,
        archive.format().own() ? Optional.empty() : Optional.of(stored.schema()),
        List.of(stored.inputFiles()),
        failure);
  }
}
