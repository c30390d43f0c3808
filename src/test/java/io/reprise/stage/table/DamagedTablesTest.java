package io.reprise.stage.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reprise.core.series.Chunk;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What has become of our own files is noticed before it falsifies anything. */
@ExtendWith(SparkExtension.class)
class DamagedTablesTest {

  private SparkSession spark;
  private Workbench bench;
  private SeriesTable table;
  private Path file;
  private byte[] content;

  @BeforeEach
  void ingest(SparkSession session, @TempDir Path directory) throws IOException {
    spark = session;
    bench = new Workbench(session, directory);
    List<String> lines = new ArrayList<>(List.of("time,x"));
    for (int i = 0; i < 3000; i++) {
      lines.add("2024-01-%02dT%02d:%02d:00Z,%d".formatted(1 + i / 1440, i / 60 % 24, i % 60, i));
    }
    bench.csv(lines.toArray(String[]::new));
    table = bench.ingest(bench.configuration("archive.format=csv", "ingest.chunk=256"));
    bench.store().publish(Map.of(ResultKind.SERIES, "ingested"));
    file = files().get(0);
    content = Files.readAllBytes(file);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(bench.output().resolve("series/ingested/chunks"))) {
      return all.filter(each -> each.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private Path checksum() {
    return file.resolveSibling("." + file.getFileName() + ".crc");
  }

  @Test
  void aRelativeOutputIsFoundAgain() {
    Path here = Path.of("").toAbsolutePath();
    Store store =
        new Store(
            here.relativize(bench.output().toAbsolutePath()).toString(),
            spark.sparkContext().hadoopConfiguration());
    SeriesTable relative = SeriesTable.open(spark, store, "ingested");

    assertThat(relative.requireWhole(spark, store).chunks().count())
        .isEqualTo(table.chunks().count());
  }

  /** As a job does it: opens the table, checks it, and reads it all. */
  private List<Chunk> read() {
    try {
      SeriesTable opened = SeriesTable.open(spark, bench.store(), "ingested");
      return Workbench.chunks(opened.requireWhole(spark, bench.store()));
    } catch (Exception e) {
      new DamagedTables(spark, bench.store()).refuse(e);
      throw e;
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(message)
        .hasMessageContaining("run the job that wrote it again");
  }

  @Test
  void aFileThatIsGone() throws IOException {
    Files.delete(file);
    assertRefused("is missing");
  }

  @Test
  void aWholeDateThatIsGone() throws IOException {
    try (Stream<Path> all = Files.list(file.getParent())) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(file.getParent());
    assertThatThrownBy(this::read)
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContainingAll(
            "date=2024-01-01 cannot be read", "run the job that wrote it again");
  }

  @Test
  void aFileThatIsShorter() throws IOException {
    Files.deleteIfExists(checksum());
    Files.write(file, Arrays.copyOf(content, content.length - 9));
    assertRefused("was written with");
  }

  @Test
  void aFileOfSomebodyElse() throws IOException {
    Path mine = file;
    file = mine.resolveSibling("part-99999-foreign.parquet");
    Files.copy(mine, file);
    assertRefused("was not there when its table was written");
  }

  @Test
  void flippedBitsAreNoticedWhereTheFileSystemHasAChecksum() throws IOException {
    flip(content.length / 2);
    assertRefused("Checksum error");
  }

  @Test
  void flippedBitsAreNoticedOrChangeNothingWhereItHasNone() throws IOException {
    List<Chunk> whole = read();
    Files.deleteIfExists(checksum());
    int refused = 0;
    for (int flip = 0; flip < 24; flip++) {
      flip((int) ((flip + 0.5) * content.length / 24));
      Throwable failure = catchThrowable(this::read);
      if (failure == null) {
        assertThat(read()).as("bit %d", flip).usingRecursiveComparison().isEqualTo(whole);
      } else {
        assertThat(failure)
            .isInstanceOf(InputRefusedException.class)
            .hasMessageContaining(file.getFileName().toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(20);
    Files.write(file, content);
    assertThat(read()).usingRecursiveComparison().isEqualTo(whole);
  }

  private void flip(int at) throws IOException {
    byte[] flipped = content.clone();
    flipped[at] ^= 4;
    Files.write(file, flipped);
  }

  @Test
  void aTableOfAnEarlierVersionHasNoListAndIsReadAsItIs() throws IOException {
    Files.delete(bench.output().resolve("series/ingested/files.json"));
    Files.deleteIfExists(bench.output().resolve("series/ingested/.files.json.crc"));
    assertThat(read()).usingRecursiveComparison().isEqualTo(Workbench.chunks(table));
  }
}
