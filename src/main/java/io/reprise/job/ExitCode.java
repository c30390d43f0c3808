package io.reprise.job;

import io.reprise.config.ConfigurationException;
import io.reprise.core.json.MalformedException;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.ShortOfResources;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.train.TrainingDivergedException;
import java.util.Map;
import picocli.CommandLine.ParameterException;

/** How a job may end, as schedulers see it, and which failures end it so. */
enum ExitCode {
  DONE(0),
  UNFORESEEN(1),
  WRONG_USAGE(2),
  INPUT_REFUSED(3),
  GATE_EXCEEDED(4),
  DIVERGED(5),
  MACHINE_TOO_SMALL(6);

  private static final Map<Class<? extends Exception>, ExitCode> BY_FAILURE =
      Map.of(
          ParameterException.class, WRONG_USAGE,
          ConfigurationException.class, WRONG_USAGE,
          InputRefusedException.class, INPUT_REFUSED,
          MalformedException.class, INPUT_REFUSED,
          TrainingDivergedException.class, DIVERGED);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  static ExitCode of(Exception failure) {
    if (ShortOfResources.sentence(failure).isPresent()) {
      return MACHINE_TOO_SMALL;
    }
    return BY_FAILURE.entrySet().stream()
        .filter(entry -> entry.getKey().isInstance(failure))
        .map(Map.Entry::getValue)
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
