package io.reprise.job;

import io.reprise.config.ConfigurationException;
import io.reprise.core.json.MalformedException;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.train.TrainingDivergedException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** How a job may end, as schedulers see it, and which failures end it so. */
enum ExitCode {
  DONE(0),
  UNFORESEEN(1),
  WRONG_USAGE(2, ParameterException.class, ConfigurationException.class),
  INPUT_REFUSED(3, InputRefusedException.class, MalformedException.class),
  GATE_EXCEEDED(4),
  DIVERGED(5, TrainingDivergedException.class);

  private final int number;
  private final List<Class<?>> failures;

  ExitCode(int number, Class<?>... failures) {
    this.number = number;
    this.failures = List.of(failures);
  }

  static ExitCode of(Exception failure) {
    return Arrays.stream(values())
        .filter(code -> code.failures.stream().anyMatch(type -> type.isInstance(failure)))
        .findFirst()
        .orElse(UNFORESEEN);
  }

  static ExitCode of(ReportStage.Outcome outcome) {
    return outcome.gateExceeded() ? GATE_EXCEEDED : DONE;
  }

  int number() {
    return number;
  }
}
