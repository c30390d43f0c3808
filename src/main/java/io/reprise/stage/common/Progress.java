package io.reprise.stage.common;

/** Where a stage tells people how far it is. */
@FunctionalInterface
public interface Progress {

  void say(String format, Object... arguments);

  /** Seconds as minutes and seconds, {@code 1:05}. */
  static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
