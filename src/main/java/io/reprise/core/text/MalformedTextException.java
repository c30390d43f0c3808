package io.reprise.core.text;

/** A header or a line is not of its form; the message says why, to follow a file's name. */
public final class MalformedTextException extends Exception {

  public MalformedTextException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
