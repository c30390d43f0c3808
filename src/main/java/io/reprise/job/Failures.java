package io.reprise.job;

import io.reprise.stage.common.ShortOfResources;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns a failure into one sentence for people and an exit code for schedulers. The trace goes to
 * the log.
 */
final class Failures implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    LOG.warn("The job failed", failure);
    ExitCode code = ExitCode.of(failure);
    PrintWriter err = command.getErr();
    err.println(Visible.sentence(sentence(code, failure)));
    err.flush();
    return code.number();
  }

  static String sentence(ExitCode code, Exception failure) {
    if (Stopping.hasBegun()) {
      return "The job was stopped from outside; what it had not published is not there.";
    }
    return switch (code) {
      case UNFORESEEN -> unforeseen(failure);
      case MACHINE_TOO_SMALL -> ShortOfResources.sentence(failure).orElseThrow();
      default -> failure.getMessage();
    };
  }

  static int handleUsage(ParameterException failure, String[] arguments) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println(Visible.sentence(failure.getMessage()) + "; --help tells what there is.");
    err.flush();
    return ExitCode.of(failure).number();
  }

  private static String unforeseen(Exception failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String log = System.getenv("REPRISE_LOG");
    return "Unforeseen: %s: %s; the log%s has the whole trace."
        .formatted(failure.getClass().getSimpleName(), first, log == null ? "" : " (" + log + ")");
  }
}
