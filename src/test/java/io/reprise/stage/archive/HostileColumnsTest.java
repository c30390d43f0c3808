package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.Chunk;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Names of columns are names and nothing else. */
@ExtendWith(SparkExtension.class)
class HostileColumnsTest {

  @Test
  void aNameIsNotSubstituted(SparkSession spark, @TempDir Path directory) {
    Workbench bench = new Workbench(spark, directory);
    bench.csv(
        "time,a,${zz}a,${env:PATH},`b`,c.d",
        "2024-01-01T00:00:00Z,1,10,100,1000,10000",
        "2024-01-01T00:01:00Z,2,20,200,2000,20000");
    SeriesTable table =
        bench.ingest(
            bench.configuration("archive.format=csv", "window.length=2", "window.stride=1"));
    assertThat(table.manifest().features())
        .containsExactly("a", "${zz}a", "${env:PATH}", "`b`", "c.d");
    Chunk chunk = Workbench.chunks(table).get(0);
    assertThat(chunk.values()).containsSequence(1, 10, 100, 1000, 10000, 2, 20, 200, 2000, 20000);
  }
}
