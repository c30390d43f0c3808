package io.reprise.stage.common;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a failure of Spark tells of the file that it could not read. */
public record FailedRead(Throwable failure) {

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:while reading file|footer for file:|Could not read file:|Checksum error:|CSV file:"
              + "|converted in file|parse footer of|read Footer of|Path does not exist:) (\\S+?)[.,]?(?:\\s|$)");

  private static final String SCAN = "org.apache.spark.sql.execution.datasources.FileScanRDD";

  private static final int LONGEST_REASON = 200;

  /** The file, if the failure names it. */
  public Optional<String> file() {
    if (ShortOfResources.sentence(failure).isPresent()) {
      return Optional.empty();
    }
    return causes().flatMap(cause -> named(cause).stream()).findFirst();
  }

  /**
   * Spark 3.5 names a file only if it breaks before its first row. That memory ran out while a file
   * was read says nothing about the file.
   */
  public boolean isOfSomeFile() {
    return ShortOfResources.sentence(failure).isEmpty()
        && causes()
            .anyMatch(
                cause ->
                    Arrays.stream(cause.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(SCAN)));
  }

  /** Whether a reader was asked for what it does not have, such as an unknown encoding. */
  public boolean isOfArgument() {
    return causes().anyMatch(IllegalArgumentException.class::isInstance);
  }

  public String reason() {
    Throwable root = causes().reduce((outer, inner) -> inner).orElseThrow();
    String reason = String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
    return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
  }

  private Stream<Throwable> causes() {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<String> named(Throwable cause) {
    Matcher matcher = NAMED.matcher(String.valueOf(cause.getMessage()));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
