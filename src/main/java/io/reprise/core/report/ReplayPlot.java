package io.reprise.core.report;

import java.util.List;

/**
 * The record and the replay around an event, flat {@code [point × feature]} in the archive's units,
 * NaN where nothing was measured. {@code from} and {@code to} are the event's first and last point.
 * Of every {@code step} points only the one with the greatest error is kept. {@code cut} says that
 * the event goes on beyond the last point.
 */
public record ReplayPlot(
    int event,
    String series,
    List<String> features,
    long[] millis,
    int from,
    int to,
    int step,
    boolean cut,
    float[] record,
    float[] replay,
    float[] errors) {

  public static final int MOST_FEATURES = 8;

  private static final int MOST_POINTS = 1000;

  /** The most values of all plots together, in features × points, so that the page stays small. */
  private static final int MOST_VALUES = 100_000;

  public ReplayPlot {
    features = List.copyOf(features);
  }

  /** The most points that each of so many plots can have. */
  public static int mostPoints(int pictures, int features) {
    return Math.min(MOST_POINTS, Math.max(1, MOST_VALUES / (pictures * features)));
  }
}
