package io.reprise.core.score;

import io.reprise.core.series.Chunk;
import java.util.Arrays;

/**
 * Errors of one kind, folded to the windows, steps, features and points of a chunk. {@link
 * ScoredChunk} says which windows those are.
 */
final class FoldedErrors {

  private final Chunk chunk;
  private final int[] starts;
  private final int[] lengths;

  /** Whether a point has the errors of whole windows. */
  private final boolean spread;

  private final float[] stepSums;
  private final float[] ofWindows;
  private final float[][] ofSteps;
  private final float[] ofFeatures;
  private final float[] ofPoints;
  private final float[] ofPointFeatures;

  FoldedErrors(Chunk chunk, int[] starts, int[] lengths, int steps, boolean spread) {
    int features = chunk.features();
    this.chunk = chunk;
    this.starts = starts;
    this.lengths = lengths;
    this.spread = spread;
    this.stepSums = new float[steps];
    this.ofWindows = new float[starts.length];
    this.ofSteps = new float[starts.length][];
    this.ofFeatures = new float[starts.length * features];
    this.ofPoints = new float[chunk.count()];
    this.ofPointFeatures = new float[chunk.count() * features];
  }

  /** Folds the errors of a window in, {@code [step × feature]}. */
  void fold(int window, float[] errors) {
    int features = chunk.features();
    int first = starts[window] - chunk.before();
    Arrays.fill(stepSums, 0);
    for (int step = 0; step < lengths[window]; step++) {
      int point = first + step;
      boolean own = !spread && point >= 0 && point < chunk.count();
      for (int feature = 0; feature < features; feature++) {
        float error = errors[step * features + feature];
        stepSums[step] += error / features;
        ofFeatures[window * features + feature] += error / lengths[window];
        if (own) {
          ofPoints[point] += error / features;
          ofPointFeatures[point * features + feature] += error;
        }
      }
    }
    finishWindow(window);
  }

  private void finishWindow(int window) {
    double sum = 0;
    for (int step = 0; step < lengths[window]; step++) {
      sum += stepSums[step];
    }
    if (starts[window] >= chunk.before()) {
      ofSteps[window] = Arrays.copyOf(stepSums, lengths[window]);
    }
    ofWindows[window] = (float) (sum / lengths[window]);
    if (spread) {
      spread(window);
    }
  }

  private void spread(int window) {
    int features = chunk.features();
    int from = Math.max(0, starts[window] - chunk.before());
    int to = Math.min(chunk.count(), starts[window] + lengths[window] - chunk.before());
    for (int point = from; point < to; point++) {
      ofPoints[point] += ofWindows[window];
      for (int feature = 0; feature < features; feature++) {
        ofPointFeatures[point * features + feature] += ofFeatures[window * features + feature];
      }
    }
  }

  /** Makes means of sums, by how many windows cover each point. */
  void finish(int[] covered) {
    int features = chunk.features();
    for (int point = 0; point < chunk.count(); point++) {
      float count = covered[point] == 0 ? Float.NaN : covered[point];
      ofPoints[point] /= count;
      for (int i = point * features; i < (point + 1) * features; i++) {
        ofPointFeatures[i] /= count;
      }
    }
  }

  float ofWindow(int window) {
    return ofWindows[window];
  }

  /** Of a window that starts in the chunk itself. */
  float[] ofSteps(int window) {
    return ofSteps[window].clone();
  }

  float[] ofFeatures(int window) {
    int features = chunk.features();
    return Arrays.copyOfRange(ofFeatures, window * features, (window + 1) * features);
  }

  float ofPoint(int point) {
    return ofPoints[point];
  }

  float[] ofPointFeatures(int point) {
    int features = chunk.features();
    return Arrays.copyOfRange(ofPointFeatures, point * features, (point + 1) * features);
  }
}
