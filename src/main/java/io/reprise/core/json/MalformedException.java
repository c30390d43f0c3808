package io.reprise.core.json;

/** A published file is not what it should be; the message names the field. */
public final class MalformedException extends RuntimeException {

  public MalformedException(String message) {
    super(message);
  }

  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }
}
