package io.reprise.stage.archive;

import static io.reprise.stage.Workbench.bySeries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ARFF and the UCR forms as files: splits, compression, line ends, and lines that are broken. */
@ExtendWith(SparkExtension.class)
class TextArchiveTest {

  private static final String ARFF_HEADER =
      """
      % beats
      @relation beats

      @attribute att1 numeric
      @attribute att2 real
      @attribute att3 integer
      @attribute at date 'yyyy-MM-dd'
      @attribute target {1,2}

      @data
      """;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private void write(String name, String content) throws IOException {
    Path file = bench.archive().resolve(name);
    Files.createDirectories(file.getParent());
    if (name.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      Files.writeString(file, content);
    }
  }

  private SeriesTable ingest(String format, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "archive.format=" + format,
                "archive.layout=sequences",
                "clean.max-quarantined=0.9"));
    settings.addAll(List.of(more));
    return bench.ingest(bench.configuration(settings.toArray(String[]::new)));
  }

  private Dataset<Row> quarantine(String reason) {
    return bench
        .quarantine()
        .where("reason = '" + reason + "'")
        .select("file", "row")
        .orderBy("file", "row");
  }

  @Test
  void arffKeepsWhatItCanAndQuarantinesTheLine() throws IOException {
    write(
        "a.arff",
        ARFF_HEADER.replace("\n", "\r\n")
            + "1,2,3,'2024-01-31',1\r\n% between\r\n\r\n4,5,?,?,2\r\n7,8,9,?,3\r\n{0 -1,4 2}");
    write("b.arff.gz", ARFF_HEADER + "1,?,3,?,1\n10,11,12,?,2\nonly text\n");
    SeriesTable table =
        ingest(
            "arff",
            "archive.columns.features=[\"att1..att3\"]",
            "archive.columns.label=target",
            "archive.normal-labels=[\"1\"]");
    Map<String, Chunk> chunks = bySeries(table);
    assertThat(chunks).containsOnlyKeys("a.arff#1", "a.arff#2", "a.arff#4", "b.arff.gz#2");
    assertThat(chunks.get("a.arff#1").values()).containsExactly(1, 2, 3);
    assertThat(chunks.get("a.arff#1").label(0, 3)).isZero();
    assertThat(chunks.get("a.arff#2").values()).as("missing at the end").containsExactly(4, 5);
    assertThat(chunks.get("a.arff#4").values()).as("sparse").containsExactly(-1, 0, 0);
    assertThat(chunks.get("a.arff#4").label(0, 3)).isEqualTo(1);
    assertThat(table.manifest().archive().rowsRead()).isEqualTo(7);
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("unparsable-row", 2L, "null-value", 1L));
    List<Row> broken = quarantine("unparsable-row").collectAsList();
    assertThat(broken.get(0).getString(0)).endsWith("/a.arff");
    assertThat(broken.get(0).getString(1)).contains("7,8,9,?,3");
    assertThat(broken.get(1).getString(0)).endsWith("/b.arff.gz");
    assertThat(broken.get(1).getString(1)).contains("only text");
  }

  @Test
  void arffHasTypedColumnsAndPartitionsOfDirectories() throws IOException {
    write("day=3/a.arff", ARFF_HEADER + "1,2,3,'2024-01-31',1\n");
    write("day=4/b.arff", ARFF_HEADER + "5,6,7,?,?\nbroken\n");
    Dataset<Row> rows =
        ArchiveReader.open(spark, bench.configuration("archive.format=arff").archive()).rows();
    assertThat(rows.schema().simpleString())
        .isEqualTo(
            "struct<att1:double,att2:double,att3:double,at:timestamp,target:string,day:int,"
                + "_corrupt_record:string>");
    assertThat(
            rows.selectExpr("to_json(struct(*))").orderBy("day", "att1").collectAsList().stream()
                .map(row -> row.getString(0)))
        .containsExactly(
            "{\"att1\":1.0,\"att2\":2.0,\"att3\":3.0,\"at\":\"2024-01-31T00:00:00.000Z\","
                + "\"target\":\"1\",\"day\":3}",
            "{\"day\":4,\"_corrupt_record\":\"broken\"}",
            "{\"att1\":5.0,\"att2\":6.0,\"att3\":7.0,\"day\":4}");
  }

  /** Splits fall into the header, on the line @data and on every line after it. */
  @Test
  void everyLineIsReadOnceHoweverTheFileIsSplit() throws IOException {
    String lines =
        IntStream.rangeClosed(1, 40)
            .mapToObj(i -> "%d,%d,%d,?,1\n".formatted(i, 2 * i, 3 * i))
            .collect(Collectors.joining());
    write("a.arff", ARFF_HEADER + lines);
    String previous = spark.conf().get("spark.sql.files.maxPartitionBytes");
    try {
      for (int bytes : new int[] {23, 61, ARFF_HEADER.length() - 6, ARFF_HEADER.length()}) {
        spark.conf().set("spark.sql.files.maxPartitionBytes", String.valueOf(bytes));
        Dataset<Row> rows =
            ArchiveReader.open(spark, bench.configuration("archive.format=arff").archive()).rows();
        assertThat(
                rows.select("att1").collectAsList().stream().map(row -> row.getDouble(0)).sorted())
            .as("splits of %d bytes", bytes)
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, 40).mapToObj(i -> (double) i).toList());
      }
      spark.conf().set("spark.sql.files.maxPartitionBytes", "61");
      Map<String, Chunk> chunks =
          bySeries(ingest("arff", "archive.columns.features=[\"att1..att3\"]"));
      assertThat(chunks).hasSize(40);
      chunks.forEach(
          (name, chunk) -> assertThat(name).isEqualTo("a.arff#" + (int) chunk.values()[0]));
    } finally {
      spark.conf().set("spark.sql.files.maxPartitionBytes", previous);
    }
  }

  @Test
  void dimensionsOfUnequalLength() throws IOException {
    String header =
        """
        # beats
        @problemName beats
        @timeStamps false
        @missing true
        @univariate false
        @dimensions 2
        @equalLength false
        @classLabel true n a
        @data
        """;
    write("a.ts", header + "1,2,3:4,5,6:n\n1,2:4,5:a\n\n# x\n1,2:3:n\n1,?:4,NaN:n\n1,inf:4,5:n");
    write("b.ts", header.replace("beats", "other beats") + "7:8:n\n7:8\n7:8:unknown\n:8:n\n");
    SeriesTable table = ingest("ucr", "archive.columns.label=label", "archive.normal-labels=[n]");
    assertThat(table.manifest().features()).containsExactly("value1", "value2");
    Map<String, Chunk> chunks = bySeries(table);
    assertThat(chunks).containsOnlyKeys("a.ts#1", "a.ts#2", "b.ts#1");
    assertThat(chunks.get("a.ts#1").values()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(chunks.get("a.ts#2").values()).containsExactly(1, 4, 2, 5);
    assertThat(chunks.get("a.ts#2").label(0, 2)).isEqualTo(1);
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(
            Map.of(
                "unequal-lengths", 2L,
                "null-value", 1L,
                "infinite-value", 1L,
                "unparsable-row", 2L));
  }

  @Test
  void plainTextInAnyDialect() throws IOException {
    write("a.txt", "   1.0000000e+00   1.5   2.5\r\n  -1.0000000e+00   3   NaN   NaN\r\n");
    write("b.tsv.gz", "1\t1\t2\t3\n2\tx\t1\n\n1\t1\tNaN\t2\n");
    write("c d%.csv", "\uFEFF1,5,6");
    SeriesTable table =
        ingest("ucr", "archive.columns.label=label", "archive.normal-labels=[\"1\"]");
    Map<String, Chunk> chunks = bySeries(table);
    assertThat(chunks.keySet())
        .containsExactlyInAnyOrder("a.txt#1", "a.txt#2", "b.tsv.gz#1", "c%20d%25.csv#1");
    assertThat(chunks.get("a.txt#1").values()).containsExactly(1.5f, 2.5f);
    assertThat(chunks.get("a.txt#1").label(0, 2)).isZero();
    assertThat(chunks.get("a.txt#2").values()).as("padded").containsExactly(3);
    assertThat(chunks.get("a.txt#2").label(0, 1)).isEqualTo(1);
    assertThat(chunks.get("c%20d%25.csv#1").values()).containsExactly(5, 6);
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("unparsable-row", 1L, "null-value", 1L));
  }

  @Test
  void headersThatDisagreeOrDoNotEndNameTheFile() throws IOException {
    write("a.arff", ARFF_HEADER + "1,2,3,?,1\n");
    write("b.arff", ARFF_HEADER.replace("att2", "other") + "1,2,3,?,1\n");
    assertRefused("arff", "a.arff and ", "b.arff declare different columns");
    Files.delete(bench.archive().resolve("b.arff"));
    write("long.arff", ("%" + "x".repeat(1000) + "\n").repeat(1100));
    assertRefused("arff", "long.arff", "header does not end within 1 MiB");
  }

  private void assertRefused(String format, String... messages) {
    for (String message : messages) {
      assertThatThrownBy(() -> ingest(format))
          .isInstanceOf(InputRefusedException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void aDirectoryMustNotRepeatAColumnOfTheFile() throws IOException {
    write("att1=3/a.arff", ARFF_HEADER + "1,2,3,?,1\n");
    assertRefused("arff", "both have a column att1");
  }
}
