package io.reprise.stage.common;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a machine can run out of, and how Java, Spark and the system say so. */
public enum ShortOfResources {
  DISK(
      "The disk is full (%s); free some of it, or take another for output.path or spark.local.dir.",
      "No space left on device", "Disk quota exceeded"),
  MEMORY(
      "Memory ran out (%s); give the job more, for instance -- --driver-memory 8g"
          + " --executor-memory 8g.",
      "java.lang.OutOfMemoryError",
      "unable to create native thread",
      "Please increase heap size",
      "exceeding memory limits",
      "spark.driver.maxResultSize");

  private final String sentence;
  private final List<String> signs;

  ShortOfResources(String sentence, String... signs) {
    this.sentence = sentence;
    this.signs = List.of(signs);
  }

  /** The sentence that tells of it, if a failure comes from a machine that is too small. */
  public static Optional<String> sentence(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .flatMap(cause -> of(cause).stream())
        .findFirst();
  }

  private static Optional<String> of(Throwable cause) {
    String text = cause.toString();
    return Arrays.stream(values())
        .flatMap(
            each ->
                each.signs.stream()
                    .filter(text::contains)
                    .map(sign -> each.sentence.formatted(line(text, sign))))
        .findFirst();
  }

  /** The line of a message that holds a sign. Spark's messages hold whole traces. */
  private static String line(String text, String sign) {
    String found =
        text.lines().filter(each -> each.contains(sign)).findFirst().orElse(sign).strip();
    return found.substring(found.indexOf(sign));
  }
}
