package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.common.Progress.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  private static void train(Console console) {
    console.say("train    begins");
    console.advance(Step.MILESTONE, "train    epoch %d", 1);
    console.advance(Step.PASSING, "train    epoch %d", 2);
    console.advance(Step.MILESTONE, "train    epoch %d", 3);
    console.say("score");
  }

  @Test
  void aLogHasTheMilestonesALineEach() {
    train(Console.ofLog(out, Instant.now()));

    assertThat(written.toString().lines())
        .containsExactly(
            "[0:00] train    begins",
            "[0:00] train    epoch 1",
            "[0:00] train    epoch 3",
            "[0:00] score");
  }

  @Test
  void aTerminalRenewsOneLine() {
    train(Console.ofTerminal(out, Instant.now()));

    String[] lines = written.toString().split("\n");
    assertThat(lines).as("lines that stay").hasSize(3);
    assertThat(lines[1].split("\r"))
        .as("what the second line showed, one after the other")
        .satisfiesExactly(
            nothing -> assertThat(nothing).isEmpty(),
            first -> assertThat(first).contains("epoch 1"),
            second -> assertThat(second).contains("epoch 2"),
            third -> assertThat(third).contains("epoch 3"));
    assertThat(lines[2]).isEqualTo("[0:00] score");
  }

  @Test
  void secretsAreHidden() {
    Console console = Console.ofTerminal(out, Instant.now());
    console.say("ingest   %s is left out", "s3a://me:hunter2@bucket/x.csv");
    console.advance(Step.MILESTONE, "reads %s", "jdbc:x://host/db?password=hunter2");
    console.print("Report: s3a://me:hunter2@bucket/report.html");

    assertThat(written.toString())
        .doesNotContain("hunter2")
        .contains("s3a://(hidden)@bucket/x.csv is left out", "password=(hidden)");
  }

  @Test
  void aNameForgesNoLine() {
    Console console = Console.ofLog(out, Instant.now());
    console.say("profile  %s has %,d points", "pump\n[0:00] done\u001b[2J\r\u202ex", 1000);

    assertThat(written.toString().lines())
        .containsExactly(
            "[0:00] profile  pump\\n[0:00] done\\u001b[2J\\r\\u202ex has 1,000 points");
  }

  @Test
  void aLongNameLosesItsMiddle() {
    Console console = Console.ofLog(out, Instant.now());
    console.say("profile  %s has %,d points", "a".repeat(1_000_000) + "z", 1);

    assertThat(written.toString().strip())
        .hasSizeLessThan(250)
        .startsWith("[0:00] profile  aaa")
        .contains("a…a")
        .endsWith("az has 1 points");
  }

  @Test
  void linesOfOurOwnStayApart() {
    Console.ofLog(out, Instant.now()).print("  a = 1\n  b = 2\u001b[2J");

    assertThat(written.toString().lines()).containsExactly("  a = 1", "  b = 2\\u001b[2J");
  }
}
