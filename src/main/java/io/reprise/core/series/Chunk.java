package io.reprise.core.series;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A stretch of one series on its regular grid, with {@code before} and {@code after} halo points
 * around its own {@code count} points.
 *
 * <p>The arrays cover the halos too. {@code values} is flat, {@code [time × feature]}; {@code
 * validity} holds {@link #MISSING}, {@link #MEASURED} or {@link #FILLED} a point; {@code labels} is
 * null where the archive has none. {@code start} and {@code period} are in microseconds; a sequence
 * without time has {@code start} 0 and {@code period} 0. {@code own} is what a model knows of the
 * series. The arrays are shared, not copied: whoever holds a chunk must not write to them.
 */
public record Chunk(
    String series,
    long start,
    long period,
    int before,
    int count,
    int after,
    int features,
    float[] values,
    byte[] validity,
    byte[] labels,
    SeriesParameters own)
    implements Serializable {

  public static final byte MISSING = 0;
  public static final byte MEASURED = 1;
  public static final byte FILLED = 2;

  public Chunk {
    int points = before + count + after;
    if (before < 0 || count <= 0 || after < 0 || features <= 0) {
      throw new IllegalArgumentException(
          "A chunk of %s has no points or no features: before %d, count %d, after %d, features %d"
              .formatted(series, before, count, after, features));
    }
    if (values.length != points * features
        || validity.length != points
        || (labels != null && labels.length != points)) {
      throw new IllegalArgumentException(
          "The arrays of a chunk of %s do not match its %d points of %d features"
              .formatted(series, points, features));
    }
  }

  /** A chunk that no model knows. */
  public Chunk(
      String series,
      long start,
      long period,
      int before,
      int count,
      int after,
      int features,
      float[] values,
      byte[] validity,
      byte[] labels) {
    this(
        series,
        start,
        period,
        before,
        count,
        after,
        features,
        values,
        validity,
        labels,
        SeriesParameters.UNKNOWN);
  }

  /** The same chunk, of a series of which a model knows more. */
  public Chunk with(SeriesParameters more) {
    return new Chunk(
        series,
        start,
        period,
        before,
        count,
        after,
        features,
        values,
        validity,
        labels,
        own.with(more));
  }

  /**
   * A whole sequence without halo, every point measured; {@code labels} has one a step or is null.
   */
  public static Chunk sequence(
      String series, long start, long period, int features, float[] values, byte[] labels) {
    int count = values.length / features;
    byte[] validity = new byte[count];
    Arrays.fill(validity, MEASURED);
    return new Chunk(series, start, period, 0, count, 0, features, values, validity, labels);
  }

  public boolean timed() {
    return period > 0;
  }

  public int points() {
    return before + count + after;
  }

  /** Index of the first point after the chunk's own. */
  public int end() {
    return before + count;
  }

  public boolean present(int index) {
    return validity[index] != MISSING;
  }

  /** Time of a point in microseconds; for a sequence without time, its step. */
  public long time(int index) {
    return timed() ? start + (index - before) * period : index - before;
  }

  /** Grid cell of a point, the same in whatever chunk the point is seen. */
  public long cell(int index) {
    return timed() ? Math.floorDiv(start, period) + index - before : index - before;
  }

  /** The highest label from {@code from} to before {@code to}, or -1 where there are no labels. */
  public int label(int from, int to) {
    if (labels == null) {
      return -1;
    }
    int highest = 0;
    for (int i = from; i < to; i++) {
      highest = Math.max(highest, labels[i]);
    }
    return highest;
  }
}
