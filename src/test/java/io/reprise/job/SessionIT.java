package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.stage.common.ShortOfResources;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionIT {

  private static final Map<String, String> LOCAL =
      Map.of(
          "spark.master", "local[2,4]",
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1");

  private static final AtomicInteger TRIES = new AtomicInteger();

  private final Console console =
      Console.ofLog(new PrintWriter(Writer.nullWriter()), Instant.now());

  @BeforeEach
  void set() {
    LOCAL.forEach(System::setProperty);
    // Another test may have left one, which would be taken instead of a new one.
    SparkSession.builder().getOrCreate().stop();
  }

  @AfterEach
  void clear() {
    LOCAL.keySet().forEach(System::clearProperty);
    System.clearProperty("spark.app.name");
    System.clearProperty("spark.locality.wait");
  }

  private String name() {
    try (Session session = Session.open("audit", "pumps run-1", console)) {
      return session.spark().sparkContext().appName();
    }
  }

  @Test
  void anApplicationIsCalledAfterItsJobArchiveAndRunUnlessTheUserSaysOtherwise() {
    assertThat(name()).isEqualTo("reprise audit pumps run-1");
    for (String byScripts : List.of("io.reprise.job.Main", "reprise audit")) {
      System.setProperty("spark.app.name", byScripts);
      assertThat(name()).as(byScripts).isEqualTo("reprise audit pumps run-1");
    }
    System.setProperty("spark.app.name", "r");
    assertThat(name()).isEqualTo("r");
  }

  @Test
  void aLocalSessionDoesNotWaitForOtherHosts() {
    try (Session session = Session.open("audit", "x", console)) {
      assertThat(session.spark().sparkContext().getConf().get("spark.locality.wait"))
          .isEqualTo("0s");
    }
    System.setProperty("spark.locality.wait", "7s");
    try (Session session = Session.open("audit", "x", console)) {
      assertThat(session.spark().sparkContext().getConf().get("spark.locality.wait"))
          .as("as the user has set it")
          .isEqualTo("7s");
    }
  }

  @Test
  void aTaskThatLacksNativeMemoryIsNotTriedToTheEnd() {
    TRIES.set(0);
    try (Session session = Session.open("train", "x", console)) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      assertThatThrownBy(
              () -> context.parallelize(List.of(1), 1).map(one -> lackMemory()).collect())
          .satisfies(
              failure ->
                  assertThatThrownBy(() -> session.shortages().refuse((Exception) failure))
                      .satisfies(
                          told ->
                              assertThat(ShortOfResources.sentence(told).orElseThrow())
                                  .startsWith("Memory outside the heap ran out (Failed to allocate")
                                  .contains("spark.executor.memoryOverhead", "training.batch")));
    }
    assertThat(TRIES.get()).isLessThan(3);
  }

  /** The second try goes on until it is killed, so that a third could only follow by neglect. */
  private static int lackMemory() throws InterruptedException {
    boolean again = TRIES.getAndIncrement() > 0;
    for (int i = 0; again && i < 600 && !TaskContext.get().isInterrupted(); i++) {
      Thread.sleep(100);
    }
    throw new OutOfMemoryError(
        "Failed to allocate memory within limits: totalBytes (582M + 24140K) > maxBytes (600M)");
  }
}
