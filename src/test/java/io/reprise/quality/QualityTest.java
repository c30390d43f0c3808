package io.reprise.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe at five seeds, as it is: {@code mvn -Pquality verify}, which no other build runs.
 * {@code -Dquality=skab,ecg5000} takes some of them, {@code -Dseeds=1} fewer seeds. {@code
 * -Dquality=unseen} runs {@link UnseenTest} instead.
 */
@Tag("quality")
@ExtendWith(SparkExtension.class)
class QualityTest {

  private static final Figures FIGURES = new Figures();

  static Stream<Trial> trials() {
    List<String> wanted = List.of(System.getProperty("quality", "all").split(","));
    return Arrays.stream(Trial.values())
        .filter(trial -> wanted.contains("all") || wanted.contains(trial.recipe()));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("trials")
  void reachesItsGoals(Trial trial, SparkSession spark, @TempDir Path directory)
      throws IOException {
    List<Long> seeds = LongStream.rangeClosed(1, Long.getLong("seeds", 5)).boxed().toList();

    List<String> missed =
        FIGURES.measure(
            trial, seeds, seed -> trial.run(spark, directory.resolve("seed-" + seed), seed));

    assertThat(missed).isEmpty();
  }

  /** After each recipe: all of them take an hour, and who stops them keeps what was measured. */
  @AfterEach
  void write() throws IOException {
    FIGURES.write(Path.of("target", "quality", "quality.json"));
  }

  @AfterAll
  static void print() {
    System.out.println(FIGURES.table());
  }
}
