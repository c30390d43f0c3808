package io.reprise.job;

/**
 * Tells YARN how a job ended. Where the driver runs in YARN's application master, the exit code of
 * the process comes too late for the final status: YARN shows what the main method throws. There is
 * no trace, for the log has it.
 */
final class JobFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  JobFailedException(int code, String sentence) {
    super("exit code %d. %s".formatted(code, sentence), null, false, false);
  }
}
