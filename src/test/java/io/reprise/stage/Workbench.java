package io.reprise.stage;

import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.stage.common.Progress;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A directory with an archive in it and an output beside it, and short ways to run stages on them.
 */
public final class Workbench {

  private static final Progress SILENT = (format, arguments) -> {};

  private final SparkSession spark;
  private final Path directory;

  public Workbench(SparkSession spark, Path directory) {
    this.spark = spark;
    this.directory = directory;
  }

  public Path archive() {
    return directory.resolve("archive");
  }

  public Path output() {
    return directory.resolve("output");
  }

  public Store store() {
    return new Store(output().toString(), spark.sparkContext().hadoopConfiguration());
  }

  /**
   * The configuration of a test: the archive here, small numbers, and what the test sets itself.
   */
  public Configuration configuration(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.path=" + archive(),
                "output.path=" + output(),
                "window.length=8",
                "window.stride=4",
                "network.encoder=[4]",
                "network.decoder=[4]",
                "training.epochs=1",
                "training.workers=2"));
    all.addAll(List.of(settings));
    return ConfigurationLoader.load(List.of(), all, Optional.empty());
  }

  public void csv(String... lines) {
    try {
      Files.createDirectories(archive());
      Files.write(archive().resolve("part.csv"), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public StageContext context(Configuration configuration) {
    return new StageContext(spark, store(), configuration, SILENT);
  }

  public SeriesTable ingest(Configuration configuration) {
    return new IngestStage(context(configuration)).run("ingested");
  }
}
