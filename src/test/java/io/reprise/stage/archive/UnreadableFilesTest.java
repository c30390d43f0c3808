package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.RowAccount;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are empty, foreign or cut off are named and counted, and the others are kept. */
@ExtendWith(SparkExtension.class)
class UnreadableFilesTest {

  private static final int FEW = 500;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  /** Writes sequences of random values in two files, without checksums. */
  private List<Path> write(String format, int sequences, String... options) throws IOException {
    var writer =
        spark
            .range(0, sequences, 1, 2)
            .selectExpr(
                "id",
                format.equals("csv")
                    ? "rand(1) as value"
                    : "array(rand(1), rand(2), rand(3)) as value")
            .write()
            .format(format)
            .option("header", "true");
    for (int i = 0; i < options.length; i += 2) {
      writer.option(options[i], options[i + 1]);
    }
    writer.save(bench.archive().toString());
    try (var files = Files.list(bench.archive())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
    try (var files = Files.list(bench.archive())) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("part"))
          .sorted()
          .toList();
    }
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(Files.createDirectories(bench.archive()).resolve(name), content);
  }

  private SeriesTable ingest(String format, String... more) {
    String[] settings = {
      "archive.format=" + format,
      "archive.layout=sequences",
      "archive.columns.series=id",
      "clean.max-quarantined=0.5"
    };
    String[] all = Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return bench.ingest(bench.configuration(all));
  }

  /** What the quarantine says of unreadable files, by their names. */
  private Map<String, String> named() {
    return bench.quarantine().where("reason = 'unreadable-file'").collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.<String>getAs("file").replaceAll(".*/", ""),
                row -> row.<String>getAs("row"),
                (left, right) -> left,
                TreeMap::new));
  }

  private static void assertBalanced(SeriesTable table, long kept, long unreadable) {
    RowAccount archive = table.manifest().archive();
    assertThat(archive.quarantinedByReason()).isEqualTo(Map.of("unreadable-file", unreadable));
    assertThat(archive.rowsKept()).isEqualTo(kept);
    assertThat(archive.rowsRead()).isEqualTo(kept + unreadable);
  }

  /** Named so that a corrupt file is the first that schema inference would open. */
  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void columnFormats(String format) throws IOException {
    byte[] whole = Files.readAllBytes(write(format, FEW).get(0));
    file("a-cut." + format, Arrays.copyOf(whole, whole.length / 2));
    file("a-cut-short." + format, Arrays.copyOf(whole, 5));
    file("a-empty." + format, new byte[0]);
    file(
        "a text [1]." + format,
        "this is text, and not short at all".getBytes(StandardCharsets.UTF_8));
    SeriesTable table = ingest(format);
    assertBalanced(table, FEW, 4);
    assertThat(named())
        .containsEntry("a-cut." + format, "its end is missing")
        .containsEntry("a-empty." + format, "it is empty")
        .containsKeys("a-cut-short." + format, "a%20text%20%5B1%5D." + format);
  }

  @Test
  void avro() throws IOException {
    write("avro", FEW);
    file("a-cut.avro", "Ob".getBytes(StandardCharsets.UTF_8));
    file("a-empty.avro", new byte[0]);
    file("a-text.avro", "this is text".getBytes(StandardCharsets.UTF_8));
    assertBalanced(ingest("avro"), FEW, 3);
    assertThat(named()).hasSize(3).containsEntry("a-text.avro", "it is no Avro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void text(String format) throws IOException {
    write(format, FEW);
    file("a-binary." + format, new byte[] {'P', 'A', 'R', '1', 0, 0, 1});
    file("a-empty." + format, new byte[0]);
    file("a-broken." + format + ".gz", "this is no gzip".getBytes(StandardCharsets.UTF_8));
    assertBalanced(ingest(format), FEW, 3);
    assertThat(named())
        .containsEntry("a-binary." + format, "it is no text")
        .containsEntry("a-broken." + format + ".gz", "it cannot be decompressed");
  }

  @Test
  void ownFormats() throws IOException {
    file(
        "good.ts",
        "@univariate true\n@classLabel false\n@data\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    file("README.md", "# About\nThese are beats.\n".getBytes(StandardCharsets.UTF_8));
    file("cut.ts", "@univariate true\n@classLabel".getBytes(StandardCharsets.UTF_8));
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.format=ucr", "archive.layout=sequences", "clean.max-quarantined=0.5"));
    assertBalanced(table, 2, 2);
    assertThat(named())
        .containsEntry(
            "README.md", "it begins with no header and with no line of a label and numbers");
  }

  @Test
  void tooManyAndNoneAtAll() throws IOException {
    file("a.parquet", "this is text".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ingest("parquet"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("none of its 1 files opens as parquet")
        .hasMessageContaining("a.parquet: it is no Parquet");
    assertThatThrownBy(
            () -> {
              file("b.csv", "id,value\n1,2\n".getBytes(StandardCharsets.UTF_8));
              file("c.csv", new byte[0]);
              ingest(
                  "csv", "archive.path=" + bench.archive() + "/*.csv", "clean.max-quarantined=0.4");
            })
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("1 of 2 rows cannot be used ({unreadable-file=1})");
  }

  /**
   * On Spark 3.5 the file must be searched for; Spark 4 names it. ORC has no checksums: what is
   * overwritten there may pass for values.
   */
  @ParameterizedTest
  @ValueSource(strings = {"parquet", "avro"})
  void aFileThatIsOverwrittenInTheMiddleIsNamed(String format) throws IOException {
    Path broken = write(format, 6_000, "compression", "snappy").get(1);
    byte[] bytes = Files.readAllBytes(broken);
    Arrays.fill(bytes, bytes.length / 4, bytes.length * 3 / 4, (byte) 0xAA);
    Files.write(broken, bytes);
    assertNamed(format, broken);
    assertSetAside(format, broken, 3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void aFileThatEndsInTheMiddleIsNamed(String format) throws IOException {
    Path broken = write(format, 6_000, "compression", "gzip").get(1);
    byte[] bytes = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
    assertNamed(format, broken);
    assertSetAside(format, broken, 3_000);
  }

  @Test
  void soIsOneOfOurOwnFormats() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 20000; i++) {
        out.write("1 %d %d\n".formatted(i, 7 * i).getBytes(StandardCharsets.UTF_8));
      }
    }
    file("a.txt.gz", bytes.toByteArray());
    Path broken = file("b.txt.gz", Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    assertNamed("ucr", broken, "archive.columns.series=label");
  }

  @Test
  void aCsvWithOtherColumnsThanTheFirstIsNamed() throws IOException {
    file("a.csv", "id,v1,v2\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
    Path other = file("b.csv", "id,v2,v1\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
    assertNamed("csv", other);
    assertSetAside("csv", other, 1);
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    assertThatThrownBy(
            () ->
                ArchiveFiles.look(
                    spark, bench.configuration().archive(), List.of("file:///nowhere/a.parquet")))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("file:///nowhere/a.parquet cannot be read (");
  }

  @Test
  void directoriesThatDoNotAgree() throws IOException {
    for (String name : List.of("a/date=1", "b/date=2")) {
      Path directory = Files.createDirectories(bench.archive().resolve(name));
      Files.writeString(directory.resolve("x.csv"), "id,v1\n1,2\n");
    }
    assertThatThrownBy(() -> ingest("csv"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("its directories do not agree on their columns");
    assertThat(
            ingest("csv", "archive.options.recursiveFileLookup=true")
                .manifest()
                .archive()
                .rowsKept())
        .isEqualTo(2);
  }

  /** By default such a file is left out as a whole, and all others are ingested. */
  private void assertSetAside(String format, Path file, long kept) {
    assertBalanced(ingest(format), kept, 1);
    assertThat(named()).containsOnlyKeys(file.getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void aFooterThatIsDamagedIsNoReasonToLookNoFurther(String format) throws IOException {
    List<Path> files = write(format, 2 * FEW);
    byte[] bytes = Files.readAllBytes(files.get(0));
    Arrays.fill(bytes, bytes.length - 60, bytes.length - 12, (byte) 0xAA);
    Files.write(files.get(0), bytes);
    assertBalanced(ingest(format), FEW, 1);
    assertThat(named()).containsOnlyKeys(files.get(0).getFileName().toString());
    assertThatThrownBy(() -> ingest(format, "clean.unreadable=refuse"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(files.get(0).getFileName().toString());
  }

  private void assertNamed(String format, Path file, String... more) {
    String[] all = Workbench.with(more, "clean.unreadable=refuse");
    assertThatThrownBy(() -> ingest(format, all))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining("cannot be read (")
        .hasMessageContaining("archive.path = ");
  }
}
