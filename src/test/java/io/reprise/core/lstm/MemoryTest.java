package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Native memory is bounded. In a process of its own, where nothing else comes and goes. */
class MemoryTest {

  private static final int STEPS = 8_000;

  /** 10 KB lost a step would be 20 MB over the 2,000 steps between the two medians. */
  private static final long ALLOWED = 13L << 20;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
  void fourNetworksTrainInFlatMemory() throws Exception {
    List<long[]> samples = run();
    // The first half is for the compiler, which takes its time where other work wants the cores.
    List<long[]> warm = samples.subList(samples.size() / 2, samples.size());
    int half = warm.size() / 2;
    for (int column : new int[] {1, 2}) {
      double before = median(warm.subList(0, half), column);
      double after = median(warm.subList(half, warm.size()), column);
      assertThat(after - before)
          .as("growth of %s", column == 1 ? "JavaCPP's bytes" : "resident bytes")
          .isLessThan(ALLOWED);
    }
  }

  private static List<long[]> run() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                // The second compiler's memory would go on growing for minutes.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Endurance.class.getName(),
                Integer.toString(STEPS))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed
        .lines()
        .map(line -> Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray())
        .toList();
  }

  private static double median(List<long[]> samples, int column) {
    double[] sorted = samples.stream().mapToDouble(sample -> sample[column]).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
