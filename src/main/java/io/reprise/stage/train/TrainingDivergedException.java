package io.reprise.stage.train;

/** The loss is no longer a number; the message names the epoch, the mend and what was kept. */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TrainingDivergedException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
