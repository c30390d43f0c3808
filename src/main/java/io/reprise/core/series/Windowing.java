package io.reprise.core.series;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where windows lie in a series.
 *
 * <p>A series on a grid falls into segments, unbroken runs of present points inside a span. A
 * segment has a window at every grid cell that is a multiple of {@code stride}, one at its very
 * start and one that ends with it, so that every point of a segment of at least {@code length}
 * points is covered. A segment that is shorter has none. A sequence (a chunk of a sequence archive)
 * that is no longer than {@code length} is one window as it is; a span does not cut sequences.
 *
 * <p>The rule looks only at {@code length} points around a window. A halo of {@code length} points
 * on both sides therefore finds in chunks exactly the windows of the whole series, each owned by
 * the chunk in which it starts.
 */
public record Windowing(int length, int stride, boolean sequences, Smoothing smoothing)
    implements Serializable {

  public Windowing(int length, int stride, boolean sequences) {
    this(length, stride, sequences, Smoothing.NONE);
  }

  public Windowing {
    if (length <= 0 || stride <= 0 || stride > length) {
      throw new IllegalArgumentException(
          "A window of %d points every %d points would leave points out".formatted(length, stride));
    }
  }

  /** Start offsets, ascending, of the windows that start in the chunk's own points. */
  public int[] owned(Chunk chunk, Span span) {
    return starts(chunk, span, chunk.before());
  }

  /** Start offsets, ascending, of the windows that cover at least one of the chunk's own points. */
  public int[] covering(Chunk chunk, Span span) {
    return starts(chunk, span, Math.max(0, chunk.before() - length + 1));
  }

  /**
   * How many points a window that starts at {@code start} has: fewer than length in a short
   * sequence.
   */
  public int pointsAt(Chunk chunk, int start) {
    return pointsAt(chunk.points(), start);
  }

  /** The same for a chunk of so many points. */
  public int pointsAt(int chunkPoints, int start) {
    return Math.min(length, chunkPoints - start);
  }

  /** The halo that a chunk on a grid must have on both sides. */
  public int halo() {
    return length;
  }

  private int[] starts(Chunk chunk, Span span, int first) {
    if (span.isEmpty()) {
      return new int[0];
    }
    int[] found = new int[chunk.end() - first];
    int count = 0;
    int from = nextSegment(chunk, span, 0);
    while (from < chunk.points()) {
      int to = segmentEnd(chunk, span, from);
      boolean whole = sequences && to - from <= length;
      for (int at = Math.max(from, first); at < chunk.end() && at < to; at++) {
        if (whole ? at == from : isStart(chunk, from, to, at)) {
          found[count++] = at;
        }
      }
      from = nextSegment(chunk, span, to);
    }
    return Arrays.copyOf(found, count);
  }

  private boolean isStart(Chunk chunk, int from, int to, int at) {
    return at + length <= to
        && (at == from || at + length == to || Math.floorMod(chunk.cell(at), (long) stride) == 0);
  }

  private int nextSegment(Chunk chunk, Span span, int index) {
    int next = index;
    while (next < chunk.points() && !belongs(chunk, span, next)) {
      next++;
    }
    return next;
  }

  private int segmentEnd(Chunk chunk, Span span, int from) {
    int end = from;
    while (end < chunk.points() && belongs(chunk, span, end)) {
      end++;
    }
    return end;
  }

  private boolean belongs(Chunk chunk, Span span, int index) {
    return chunk.present(index) && (sequences || span.contains(chunk.time(index)));
  }
}
