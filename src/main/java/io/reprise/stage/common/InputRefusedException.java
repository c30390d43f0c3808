package io.reprise.stage.common;

/** The input cannot be used; the message names the place and the mend. Nothing is published. */
public final class InputRefusedException extends RuntimeException {

  public InputRefusedException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
