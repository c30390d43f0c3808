package io.reprise.core.network;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How many numbers a network and its batches hold. Arrays in Java end at 2³¹ of them. */
public record NetworkSize(NetworkSpec spec) {

  /** The most numbers in one array: 1 GB. */
  public static final long MOST_NUMBERS = 1L << 28;

  /** Batches that are only replayed keep to 64 MB an array, for larger ones are no faster. */
  private static final long MOST_REPLAYED = 1L << 24;

  /** What the widest layer hands on for so many windows. */
  public long numbers(int windows) {
    return windows * windowNumbers();
  }

  /** As many windows as wanted, or as many as can be replayed at once. */
  public int windowsAtOnce(int wanted) {
    return (int) Math.max(1, Math.min(wanted, MOST_REPLAYED / windowNumbers()));
  }

  private long windowNumbers() {
    int widest = units().max().orElseThrow();
    return (long) spec.steps() * Math.max(widest, spec.features());
  }

  private IntStream units() {
    return Stream.concat(spec.encoder().stream(), spec.decoder().stream())
        .mapToInt(Integer::intValue);
  }
}
