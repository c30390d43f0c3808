package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.ConfigurationException;
import io.reprise.core.json.MalformedException;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.ShortOfResources;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.train.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;

class ExitCodeTest {

  @Test
  void theNumbersAreThoseThatSchedulersKnow() {
    assertThat(Arrays.stream(ExitCode.values()).map(code -> code + " " + code.number()))
        .containsExactly(
            "DONE 0",
            "UNFORESEEN 1",
            "WRONG_USAGE 2",
            "INPUT_REFUSED 3",
            "GATE_EXCEEDED 4",
            "DIVERGED 5",
            "MACHINE_TOO_SMALL 6");
  }

  @Test
  void aFailureTellsHowTheJobEnds() {
    assertThat(ExitCode.of(new ConfigurationException("x"))).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(
            ExitCode.of(
                new MissingParameterException(new CommandLine(new IngestJob()), List.of(), "x")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ExitCode.of(new InputRefusedException("x"))).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ExitCode.of(new MalformedException("x"))).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ExitCode.of(new TrainingDivergedException("x"))).isEqualTo(ExitCode.DIVERGED);
    assertThat(ExitCode.of(new IllegalStateException("x"))).isEqualTo(ExitCode.UNFORESEEN);
  }

  @Test
  void aMachineThatIsTooSmallHasACodeAndASentenceOfItsOwn() {
    IOException full = new IOException("/data/x: No space left on device");
    Exception inTask =
        new IllegalStateException(
            "Job aborted:\n\tat x\njava.lang.OutOfMemoryError: Java heap space\n\tat y");
    for (Exception failure :
        List.of(
            new UncheckedIOException("x cannot be written", full),
            new InputRefusedException("/data/x: No space left on device"),
            new IllegalStateException(new OutOfMemoryError("Java heap space")),
            inTask,
            new IllegalArgumentException(
                "System memory 1 must be at least 2. Please increase heap size using the"
                    + " --driver-memory option"))) {
      assertThat(ExitCode.of(failure)).isEqualTo(ExitCode.MACHINE_TOO_SMALL);
    }
    assertThat(ShortOfResources.sentence(new UncheckedIOException("x", full)))
        .contains(
            "The disk is full (No space left on device); free some of it, or take another for"
                + " output.path or spark.local.dir.");
    assertThat(ShortOfResources.sentence(inTask).orElseThrow())
        .startsWith("Memory ran out (java.lang.OutOfMemoryError: Java heap space); give the job");
    assertThat(ShortOfResources.sentence(new IllegalStateException("x"))).isEmpty();
  }

  @Test
  void whatRanOutIsNamedWhoeverTellsOfIt() {
    OutOfMemoryError outside =
        new OutOfMemoryError(
            "Failed to allocate memory within limits: totalBytes (582M + 24140K) > maxBytes (600M)");
    Exception inDriver =
        new IllegalStateException(
            new OutOfMemoryError("Cannot allocate new FloatPointer(4): totalBytes = 582M")
                .initCause(outside));
    Exception inTask =
        new IllegalStateException(
            "Job aborted due to stage failure: Task 0 failed 4 times, most recent failure: x\n"
                + "java.lang.OutOfMemoryError: Cannot allocate new FloatPointer(4)\n\tat x\n"
                + "Caused by: java.lang.OutOfMemoryError: Failed to allocate memory within limits:"
                + " totalBytes (582M + 24140K) > maxBytes (600M)\n\tat y");
    for (Exception failure : List.of(inDriver, inTask)) {
      assertThat(ExitCode.of(failure)).isEqualTo(ExitCode.MACHINE_TOO_SMALL);
      assertThat(ShortOfResources.sentence(failure).orElseThrow())
          .startsWith("Memory outside the heap ran out (Failed to allocate memory within limits")
          .contains("training.batch", "spark.executor.memoryOverhead");
    }
    Map<String, String> beginnings =
        Map.of(
            "x.hdfs.protocol.DSQuotaExceededException: The DiskSpace quota of /a is exceeded",
            "A quota of the storage is used up",
            "File /a could only be written to 0 of the 1 minReplication nodes",
            "The disk is full",
            "exited with exit code 137(SIGKILL, possible container OOM)",
            "Memory ran out",
            "org.apache.spark.memory.SparkOutOfMemoryError: Unable to acquire 65536 bytes",
            "Memory ran out");
    beginnings.forEach(
        (message, beginning) -> {
          assertThat(ExitCode.of(new IllegalStateException(message)))
              .isEqualTo(ExitCode.MACHINE_TOO_SMALL);
          assertThat(ShortOfResources.sentence(new IllegalStateException(message)).orElseThrow())
              .startsWith(beginning);
        });
  }

  @Test
  void moreThanTheGateAllowsIsNotDone() {
    assertThat(ExitCode.of(new ReportStage.Outcome(null, null, 0.5, Optional.of("too much"))))
        .isEqualTo(ExitCode.GATE_EXCEEDED);
    assertThat(ExitCode.of(new ReportStage.Outcome(null, null, 0.5, Optional.empty())))
        .isEqualTo(ExitCode.DONE);
  }
}
