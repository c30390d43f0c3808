package io.reprise.stage.common;

/**
 * The input cannot be used. The message names the place and says how to mend it. Nothing is
 * published.
 */
public final class InputRefusedException extends RuntimeException {

  public InputRefusedException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
