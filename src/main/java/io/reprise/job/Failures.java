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

  private String said = "The report exceeds its gate, report.fail-above; the outcome says more.";

  /** The sentence of a job that did not end with 0. Only a gate that is exceeded is no failure. */
  String said() {
    return said;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    LOG.warn("The job failed", failure);
    ExitCode code = ExitCode.of(failure);
    say(command.getErr(), Visible.sentence(sentence(code, failure)));
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

  int handleUsage(ParameterException failure, String[] arguments) {
    say(
        failure.getCommandLine().getErr(),
        Visible.sentence(failure.getMessage()) + "; --help tells what there is.");
    return ExitCode.of(failure).number();
  }

  private void say(PrintWriter err, String sentence) {
    said = sentence;
    err.println(sentence);
    err.flush();
  }

  private static String unforeseen(Exception failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String log = System.getenv("REPRISE_LOG");
    return "Unforeseen: %s: %s; the log%s has the whole trace."
        .formatted(failure.getClass().getSimpleName(), first, log == null ? "" : " (" + log + ")");
  }
}
