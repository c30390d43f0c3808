package io.reprise.core.cut;

import io.reprise.core.series.Chunk;

/** Fills short gaps of a stretch of cells, each feature by itself. */
final class GapFiller {

  private final float[] values;
  private final byte[] states;
  private final int features;
  private final int maxGap;
  private final Filling filling;

  /** Writes into {@code values} and {@code states}, which are flat, {@code [cell × feature]}. */
  GapFiller(float[] values, byte[] states, int features, int maxGap, Filling filling) {
    this.values = values;
    this.states = states;
    this.features = features;
    this.maxGap = maxGap;
    this.filling = filling;
  }

  void fill() {
    for (int feature = 0; feature < features; feature++) {
      fill(feature);
    }
  }

  private void fill(int feature) {
    int previous = -1;
    for (int at = feature; at < states.length; at += features) {
      if (states[at] == Chunk.MEASURED) {
        int gap = (at - previous) / features - 1;
        if (previous >= 0 && gap > 0 && gap <= maxGap) {
          bridge(previous, at);
        }
        previous = at;
      }
    }
  }

  private void bridge(int left, int right) {
    double start = values[left];
    double end = filling == Filling.LINEAR ? values[right] : start;
    for (int at = left + features; at < right; at += features) {
      double weight = (double) (at - left) / (right - left);
      values[at] = (float) (start + weight * (end - start));
      states[at] = Chunk.FILLED;
    }
  }
}
