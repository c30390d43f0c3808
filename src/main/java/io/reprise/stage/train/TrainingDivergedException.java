package io.reprise.stage.train;

/**
 * The loss is no longer a finite number. The message names the epoch, the keys to change, and the
 * checkpoint that was kept.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TrainingDivergedException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
