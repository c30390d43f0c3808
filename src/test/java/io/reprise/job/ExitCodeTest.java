package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.ConfigurationException;
import io.reprise.core.json.MalformedException;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.train.TrainingDivergedException;
import java.util.Arrays;
import java.util.List;
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
            "DIVERGED 5");
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
  void moreThanTheGateAllowsIsNotDone() {
    assertThat(ExitCode.of(new ReportStage.Outcome(null, null, 0.5, true)))
        .isEqualTo(ExitCode.GATE_EXCEEDED);
    assertThat(ExitCode.of(new ReportStage.Outcome(null, null, 0.5, false)))
        .isEqualTo(ExitCode.DONE);
  }
}
