package io.reprise.stage.common;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a machine can run out of, and how Java, Spark and the system say so. */
public enum ShortOfResources {
  DISK(
      "The disk is full (%s); free some of it, or take another for output.path or spark.local.dir.",
      "No space left on device",
      "Disk quota exceeded",
      // HDFS: all its disks.
      "could only be written to 0 of the"),
  QUOTA(
      "A quota of the storage is used up (%s); raise it, free some of it by jobs/expire, or take"
          + " another output.path.",
      "DSQuotaExceededException",
      "NSQuotaExceededException",
      "QuotaByStorageTypeExceededException"),
  NATIVE_MEMORY(
      "Memory outside the heap ran out (%s); lower training.batch or scoring.batch, or give the job"
          + " more, by -- --driver-memory where it is local, else by -- --executor-memory and as"
          + " much --conf spark.executor.memoryOverhead.",
      "Failed to allocate memory within limits", "Physical memory usage is too high"),
  MEMORY(
      "Memory ran out (%s); give the job more, for instance -- --driver-memory 8g"
          + " --executor-memory 8g.",
      "java.lang.OutOfMemoryError",
      "SparkOutOfMemoryError",
      "unable to create native thread",
      "Cannot allocate memory",
      "Please increase heap size",
      "exceeding memory limits",
      "exceeding physical memory limits",
      "possible container OOM",
      "OOMKilled",
      "spark.driver.maxResultSize");

  private final String sentence;
  private final List<String> signs;

  ShortOfResources(String sentence, String... signs) {
    this.sentence = sentence;
    this.signs = List.of(signs);
  }

  /** The sentence that tells of it, if a failure comes from a machine that is too small. */
  public static Optional<String> sentence(Throwable failure) {
    return Arrays.stream(values()).flatMap(each -> each.found(failure).stream()).findFirst();
  }

  /** Whether a task failed of what it would lack again wherever it is tried. */
  public static boolean isForGood(String failure) {
    return Stream.of(QUOTA, NATIVE_MEMORY)
        .flatMap(each -> each.signs.stream())
        .anyMatch(failure::contains);
  }

  private Optional<String> found(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(Throwable::toString)
        .flatMap(text -> signs.stream().filter(text::contains).map(sign -> line(text, sign)))
        .findFirst()
        .map(sentence::formatted);
  }

  /** The line of a message that holds a sign. Spark's messages hold whole traces. */
  private static String line(String text, String sign) {
    String found =
        text.lines().filter(each -> each.contains(sign)).findFirst().orElse(sign).strip();
    return found.substring(found.indexOf(sign));
  }
}
