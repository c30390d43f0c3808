package io.reprise.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.stage.audit.AuditStage;
import io.reprise.stage.audit.AuditStage.Audited;
import io.reprise.stage.common.Progress;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A directory with an archive in it and an output beside it, and short ways to run stages on them.
 */
public final class Workbench {

  private static final String[] SENSORS = {
    "archive.columns.series=series",
    "archive.columns.label=label",
    "clean.period=10 minutes",
    "window.length=16",
    "window.stride=4",
    "training.epochs=3",
    "training.learning-rate=0.02",
    "generate.sensors.series=2",
    "generate.sensors.points=1500",
    "generate.sensors.faults=2",
    "generate.sensors.gaps=2",
    "generate.sensors.duplicates=0.01",
    "generate.sensors.broken=0.01"
  };

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

  /**
   * Two pumps with faults, gaps and broken rows, a small network, and what the test sets itself.
   */
  public Configuration sensors(String... settings) {
    return configuration(with(SENSORS, settings));
  }

  public static String[] with(String[] settings, String... more) {
    return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
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

  /** The rows that the ingest of {@link #ingest} rejected. */
  public Dataset<Row> quarantine() {
    return spark.read().parquet(output().resolve("quarantine/ingested/rows").toString());
  }

  /** By series and start. */
  public static List<Chunk> chunks(SeriesTable table) {
    return table.chunks().collectAsList().stream()
        .map(ChunkRow::chunk)
        .sorted(Comparator.comparing(Chunk::series).thenComparing(Chunk::start))
        .toList();
  }

  /** The same with what a model knows of their series. */
  public List<Chunk> chunks(SeriesTable table, String model) {
    Map<String, SeriesParameters> known =
        new ModelStore(store()).known(spark, model).collectAsMap();
    return chunks(table).stream()
        .map(chunk -> chunk.with(known.getOrDefault(chunk.series(), SeriesParameters.UNKNOWN)))
        .toList();
  }

  /** Where each has one chunk. */
  public static Map<String, Chunk> bySeries(SeriesTable table) {
    return chunks(table).stream().collect(Collectors.toMap(Chunk::series, Function.identity()));
  }

  public void generate(Configuration configuration) {
    new GenerateStage(context(configuration)).run();
  }

  public Audited audit(String run, Configuration configuration) {
    return new AuditStage(context(configuration)).run("audit", Instant.now(), run);
  }

  public JsonNode report(String run) throws IOException {
    return new ObjectMapper().readTree(reported(run, "report.json").toFile());
  }

  /** What the page of a report draws. */
  public JsonNode page(String run) throws IOException {
    Matcher data =
        Pattern.compile("id=\"report-data\">(.*?)</script>")
            .matcher(Files.readString(reported(run, "report.html")));
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  private Path reported(String run, String file) {
    return output().resolve("reports").resolve(run).resolve(file);
  }

  public SeriesTable ingest(Configuration configuration) {
    return new IngestStage(context(configuration)).run("ingested");
  }
}
