package io.reprise.core.json;

/** A published file does not have its form. The message names the field. */
public final class MalformedException extends RuntimeException {

  public MalformedException(String message) {
    super(message);
  }

  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }
}
