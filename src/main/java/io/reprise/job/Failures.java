package io.reprise.job;

import io.reprise.config.ConfigurationException;
import io.reprise.core.json.MalformedException;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.train.TrainingDivergedException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Failures as people and schedulers see them: one sentence and an exit code; the trace goes to the
 * log.
 */
final class Failures implements IExecutionExceptionHandler {

  static final int UNFORESEEN = 1;
  static final int WRONG_USAGE = 2;
  static final int INPUT_REFUSED = 3;
  static final int GATE_EXCEEDED = 4;
  static final int DIVERGED = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    LOG.warn("The job failed", failure);
    int code = code(failure);
    PrintWriter err = command.getErr();
    err.println(code == UNFORESEEN ? unforeseen(failure) : failure.getMessage());
    err.flush();
    return code;
  }

  static int usage(ParameterException failure, String[] arguments) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println(failure.getMessage() + "; --help tells what there is.");
    err.flush();
    return WRONG_USAGE;
  }

  private static int code(Exception failure) {
    if (failure instanceof ConfigurationException) {
      return WRONG_USAGE;
    }
    if (failure instanceof TrainingDivergedException) {
      return DIVERGED;
    }
    boolean refused =
        failure instanceof InputRefusedException || failure instanceof MalformedException;
    return refused ? INPUT_REFUSED : UNFORESEEN;
  }

  private static String unforeseen(Exception failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String log = System.getenv("REPRISE_LOG");
    return "Unforeseen: %s: %s; the log%s has the whole trace."
        .formatted(failure.getClass().getSimpleName(), first, log == null ? "" : " (" + log + ")");
  }
}
