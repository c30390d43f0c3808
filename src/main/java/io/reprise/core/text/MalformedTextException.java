package io.reprise.core.text;

/**
 * A header or a line does not have its form. The message says why, and is made to follow the name
 * of a file.
 */
public final class MalformedTextException extends Exception {

  public MalformedTextException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
