package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.Required;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on a machine that has Spark, but neither Maven nor the sources. */
class DistributionIT {

  @TempDir private Path directory;

  private Path unpacked;

  @BeforeEach
  void unpack() throws Exception {
    Path archive = only(Path.of("target"), "reprise-*.tar.gz").toAbsolutePath();
    assertThat(run(directory, "", "tar", "xzf", archive.toString()).code()).isZero();
    unpacked = only(directory, "reprise-*");
  }

  private static Path only(Path parent, String glob) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
      return found.iterator().next();
    }
  }

  /** {@code path} comes before the programs of this machine. */
  private Jobs.Ended run(Path where, String path, String... command) throws Exception {
    Path printed = directory.resolve("printed.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    builder.environment().merge("PATH", path, (known, more) -> more + File.pathSeparator + known);
    int code = builder.start().waitFor();
    return new Jobs.Ended(code, Files.readString(printed, StandardCharsets.UTF_8));
  }

  @Test
  void auditsTheSampleByTheSparkOnThePath() throws Exception {
    String spark = System.getenv("REPRISE_SPARK_HOME_" + Jobs.line());
    Required.require(spark != null, "REPRISE_SPARK_HOME_" + Jobs.line() + " names no Spark");
    Jobs.Ended audit =
        run(
            unpacked,
            spark + "/bin",
            "jobs/audit",
            "--config",
            "conf/recipes/sample.conf",
            "--set",
            "training.epochs=1",
            "--set",
            "output.path=output");

    assertThat(audit.code()).as(audit.output()).isZero();
    assertThat(only(unpacked.resolve("output/reports"), "*").resolve("report.html")).exists();
  }

  @Test
  void tellsItsVersionAndThatOfSpark() throws Exception {
    String spark = System.getenv("REPRISE_SPARK_HOME_" + Jobs.line());
    Required.require(spark != null, "REPRISE_SPARK_HOME_" + Jobs.line() + " names no Spark");

    Jobs.Ended version = run(unpacked, spark + "/bin", "jobs/train", "--version");

    String name = unpacked.getFileName().toString();
    assertThat(version.output())
        .contains(name.replace("reprise-", "Reprise ") + " (commit ")
        .contains("Spark " + Jobs.line())
        .contains("engine onednn");
  }

  @Test
  void saysSoWhereThereIsNoSpark() throws Exception {
    Jobs.Ended audit = run(unpacked, "", "jobs/audit");

    assertThat(audit.code()).isEqualTo(ExitCode.WRONG_USAGE.number());
    assertThat(audit.output()).contains("There is no Spark").contains("SPARK_HOME");
    assertThat(List.of(audit.output().split("\n"))).hasSize(1);
  }
}
