package io.reprise.stage.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.SeriesParameters;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** What a model knows of each series, as a table beside it. */
@ExtendWith(SparkExtension.class)
class ModelTableTest {

  private static final List<String> GOLDEN =
      List.of("model.json", "parameters.bin", "updater.bin", "checksums.json");

  private SparkSession spark;
  private Path models;
  private ModelStore store;

  @BeforeEach
  void store(SparkSession session, @TempDir Path directory) {
    spark = session;
    Workbench bench = new Workbench(session, directory);
    models = bench.output().resolve("models");
    store = new ModelStore(bench.store());
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = Bundle.class.getResourceAsStream("bundle-version-1/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Bundle bundle() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : GOLDEN) {
      files.put(name, golden(name));
    }
    return BundleCodec.decode(files);
  }

  private void write(Map<String, SeriesParameters> known) throws IOException {
    List<Tuple2<String, SeriesParameters>> entries =
        known.entrySet().stream()
            .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
            .toList();
    store.write(
        spark,
        "m",
        bundle(),
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelizePairs(entries, 2),
        "");
  }

  @Test
  void everyPartOfEverySeriesComesBack() throws IOException {
    Scaler scaler = new Scaler(new float[] {-0f, Float.MIN_VALUE}, new float[] {3e38f, 0.3f});
    Map<String, SeriesParameters> known =
        Map.of(
            "pump \"1\"\n", SeriesParameters.startingAt(Long.MIN_VALUE),
            "a/b=c%20d", SeriesParameters.scaledBy(scaler),
            "", SeriesParameters.weighted(new float[] {1, 2}, null),
            "日本\uD83D\uDE00", SeriesParameters.weighted(null, new float[] {1e-30f, 4}),
            "all", new SeriesParameters(7L, scaler, new float[] {5, 6}, new float[] {7, 8}),
            "nothing", SeriesParameters.UNKNOWN);

    write(known);

    assertThat(store.known(spark, "m").collectAsMap()).usingRecursiveComparison().isEqualTo(known);
    assertThat(store.read("m")).usingRecursiveComparison().isEqualTo(bundle());
  }

  @Test
  void aModelMayKnowNothing() throws IOException {
    write(Map.of());

    assertThat(store.known(spark, "m").collect()).isEmpty();
    assertThat(store.read("m").features()).hasSize(2);
  }

  @Test
  void modelsOfBeforeNameTheirSeriesInTheirJson() throws IOException {
    Files.createDirectories(models.resolve("old"));
    for (String name : GOLDEN) {
      Files.write(models.resolve("old").resolve(name), golden(name));
    }

    Map<String, SeriesParameters> known = store.known(spark, "old").collectAsMap();

    assertThat(known).containsOnlyKeys("Pumpe \"1\" °C", "pump-0");
    assertThat(known.get("Pumpe \"1\" °C").scaler().spread()).containsExactly(3e38f, 0.3f);
    assertThat(known.get("Pumpe \"1\" °C").weights()).isNull();
  }

  @Test
  void aTableThatIsNotAsItWasWrittenIsRefused() throws IOException {
    write(Map.of("a", SeriesParameters.startingAt(1)));
    Path index = models.resolve("m/files.json");
    byte[] listed = Files.readAllBytes(index);

    Files.delete(table());
    assertThatThrownBy(() -> store.known(spark, "m"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("is missing; run the job that wrote it again");

    // A file system without checksums of its own would not notice.
    Files.delete(models.resolve("m/.files.json.crc"));
    Files.writeString(index, "{\"files\": []}");
    assertThatThrownBy(() -> store.read("m"))
        .hasMessageContaining("files.json of the model does not match its checksum");
    Files.delete(index);
    assertThatThrownBy(() -> store.read("m"))
        .hasMessageContaining("files.json of the model is missing");
    Files.write(index, listed);
    assertThat(store.read("m").features()).hasSize(2);
  }

  private Path table() throws IOException {
    try (Stream<Path> files = Files.list(models.resolve("m/series"))) {
      return files.filter(each -> each.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }
}
