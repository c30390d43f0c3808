package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.Required;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as processes on machines that are too small, or that stop them. */
@Tag("once")
class ResourcesIT {

  private static final List<String> LOCAL =
      List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false");

  private static final String[] SENSORS = {
    "generate.sensors.series=2", "generate.sensors.points=1400", "generate.sensors.faults=0"
  };

  @TempDir private Path directory;

  private Jobs jobs(Path output) {
    return new Jobs(
        directory,
        output,
        Stream.concat(Stream.of("archive.path=" + output.resolve("archive")), Stream.of(SENSORS))
            .toList());
  }

  @Test
  void aDiskThatIsFullEndsWithOneSentence() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Required.require(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
        "no small file system can be mounted here");
    try {
      Jobs.Ended ended = jobs(disk).run("generate", Map.of(), LOCAL);
      assertThat(ended.output()).contains("The disk is full (No space left on device)");
      assertThat(ended.output().lines().count()).as(ended.output()).isLessThan(20);
      assertThat(ended.code()).isEqualTo(6);
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void aHeapThatIsTooSmallEndsWithOneSentence() throws Exception {
    Jobs.Ended ended =
        jobs(directory.resolve("output"))
            .run("generate", Map.of(), List.of("--master", "local[2]", "--driver-memory", "256m"));
    assertThat(ended.output()).contains("Memory ran out");
    assertThat(ended.output().lines().count()).as(ended.output()).isLessThan(20);
    assertThat(ended.code()).isEqualTo(6);
  }

  @Test
  void aLogThatCannotBeWrittenIsSaidAtOnce() throws Exception {
    Jobs.Ended ended =
        jobs(directory.resolve("output"))
            .run("generate", Map.of("REPRISE_LOG", "/proc/nowhere/reprise.log"), LOCAL);
    assertThat(ended.output().strip().lines())
        .containsExactly(
            "REPRISE_LOG = /proc/nowhere/reprise.log cannot be written; name a file that can be.");
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void aJobThatIsToldToStopSaysSoInOneSentence() throws Exception {
    Path output = directory.resolve("output");
    InProcess.Ended generated = jobs(output).here("generate");
    assertThat(generated.code()).as(generated.error()).isZero();
    Jobs audit =
        new Jobs(directory, "archive.path=" + output.resolve("archive"), "training.epochs=10000");
    Jobs.Started started = audit.start("audit", Map.of(), LOCAL);
    started.awaitOutput("epoch ");
    long before = Files.readString(started.printed()).lines().count();
    assertThat(started.process().toHandle().destroy()).as("SIGTERM").isTrue();
    Jobs.Ended ended = started.end();
    assertThat(ended.code()).isEqualTo(128 + 15);
    assertThat(ended.output().lines().skip(before).toList())
        .as(ended.output())
        .hasSizeLessThan(8)
        .noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
  }

  @Test
  void theUmaskOfTheUserHoldsForAllThatIsWritten() throws Exception {
    Path output = directory.resolve("output");
    String[] settings =
        Stream.concat(
                Stream.of("archive.path=" + output.resolve("archive"), "output.path=" + output),
                Stream.of(SENSORS))
            .flatMap(setting -> Stream.of("--set", setting))
            .toArray(String[]::new);
    String command =
        "umask 027; exec jobs/generate '%s' -- --master 'local[2]'"
            .formatted(String.join("' '", settings));
    assertThat(run("bash", "-c", command)).isZero();
    TreeSet<String> permissions = new TreeSet<>();
    try (Stream<Path> all = Files.walk(output)) {
      for (Path each : all.toList()) {
        permissions.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
      }
    }
    assertThat(permissions).containsExactly("rw-r-----", "rwxr-x---");
  }

  private int run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("REPRISE_SPARK_LINE", Jobs.line());
    builder.environment().put("REPRISE_LOG", directory.resolve("reprise.log").toString());
    builder.environment().remove("SPARK_HOME");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(said).isTrue();
    return process.exitValue();
  }
}
