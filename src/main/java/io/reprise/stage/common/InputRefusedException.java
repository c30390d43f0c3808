package io.reprise.stage.common;

/**
 * The input cannot be used. The message names the place and says how to mend it. Nothing is
 * published.
 */
public class InputRefusedException extends RuntimeException {

  /** A message without arguments may hold what a user wrote, and is taken as it is. */
  public InputRefusedException(String message, Object... arguments) {
    super(arguments.length == 0 ? message : message.formatted(arguments));
  }
}
