package io.reprise.stage.common;

/** Where a stage tells people how far it is. */
@FunctionalInterface
public interface Progress {

  /** Whether a log is worth a line, or only somebody who watches. */
  enum Step {
    PASSING,
    MILESTONE
  }

  void say(String format, Object... arguments);

  /** One of many lines of the same kind. A terminal may show each in place of the one before. */
  default void advance(Step step, String format, Object... arguments) {
    if (step == Step.MILESTONE) {
      say(format, arguments);
    }
  }

  /** Seconds as minutes and seconds, {@code 1:05}. */
  static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
