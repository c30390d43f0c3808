package io.reprise.core.score;

import io.reprise.core.network.Loss;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Smoothing;
import java.util.Arrays;

/**
 * The errors of a chunk.
 *
 * <p>{@code starts} holds every window that covers a point of the chunk, ascending; those from
 * {@link #firstOwned} on start in it and are its own. Of these alone the errors by step are kept.
 * {@code featureErrors} is flat, by window. The arrays named after points cover the chunk's own
 * points; a point that no window covers has the error NaN.
 */
public final class ScoredChunk {

  private final Chunk chunk;
  private final int[] starts;
  private final int[] lengths;
  private final Smoothing smoothing;
  private final FeatureWeights weights;
  private final float[] ofFeatures;
  private final float[] differences;
  private final float[] windowErrors;
  private final float[] stepSums;
  private final float[][] stepErrors;
  private final float[] featureErrors;
  private final float[][] embeddings;
  private final int[] covered;
  private final float[] pointErrors;
  private final float[] pointFeatureErrors;
  private final float[] replay;

  ScoredChunk(
      Chunk chunk,
      int[] starts,
      int[] lengths,
      int steps,
      Smoothing smoothing,
      FeatureWeights weights) {
    int features = chunk.features();
    this.chunk = chunk;
    this.starts = starts;
    this.lengths = lengths;
    this.smoothing = smoothing;
    this.weights = weights;
    this.ofFeatures = weights.of(chunk.series(), features);
    this.differences = new float[steps * features];
    this.windowErrors = new float[starts.length];
    this.stepSums = new float[steps];
    this.stepErrors = new float[starts.length][];
    this.featureErrors = new float[starts.length * features];
    this.embeddings = new float[starts.length][];
    this.covered = new int[chunk.count()];
    this.pointErrors = new float[chunk.count()];
    this.pointFeatureErrors = new float[chunk.count() * features];
    this.replay = new float[chunk.count() * features];
  }

  /** Folds a replayed window in: its values lie in both arrays from {@code offset} on. */
  void fold(int window, float[] recorded, float[] replayed, int offset, Loss loss, Scaler scaler) {
    int features = chunk.features();
    int first = starts[window] - chunk.before();
    for (int i = 0; i < lengths[window] * features; i++) {
      differences[i] = replayed[offset + i] - recorded[offset + i];
    }
    smoothing.smooth(differences, lengths[window], features);
    measure(lengths[window], loss);
    smoothing.smoothErrors(differences, lengths[window], features);
    Arrays.fill(stepSums, 0);
    for (int step = 0; step < lengths[window]; step++) {
      int point = first + step;
      boolean own = point >= 0 && point < chunk.count();
      for (int feature = 0; feature < features; feature++) {
        int at = step * features + feature;
        float error = differences[at];
        stepSums[step] += error / features;
        featureErrors[window * features + feature] += error / lengths[window];
        if (own) {
          foldPoint(point, feature, error, scaler.restored(feature, replayed[offset + at]));
        }
      }
      if (own) {
        covered[point]++;
      }
    }
    finishWindow(window);
  }

  /** Puts weighted errors in the place of the differences. */
  private void measure(int steps, Loss loss) {
    int at = 0;
    for (int step = 0; step < steps; step++) {
      for (float weight : ofFeatures) {
        differences[at] = weights.limited((float) loss.measure(differences[at]) * weight);
        at++;
      }
    }
  }

  /** {@code restored} is in the archive's unit. */
  private void foldPoint(int point, int feature, float error, float restored) {
    int features = chunk.features();
    if (!smoothing.windows()) {
      pointErrors[point] += error / features;
      pointFeatureErrors[point * features + feature] += error;
    }
    replay[point * features + feature] += restored;
  }

  void embed(int window, float[] embedding) {
    embeddings[window] = embedding;
  }

  private void finishWindow(int window) {
    double sum = 0;
    for (int step = 0; step < lengths[window]; step++) {
      sum += stepSums[step];
    }
    if (starts[window] >= chunk.before()) {
      stepErrors[window] = Arrays.copyOf(stepSums, lengths[window]);
    }
    windowErrors[window] = (float) (sum / lengths[window]);
    if (smoothing.windows()) {
      spread(window);
    }
  }

  private void spread(int window) {
    int features = chunk.features();
    int from = Math.max(0, starts[window] - chunk.before());
    int to = Math.min(chunk.count(), starts[window] + lengths[window] - chunk.before());
    for (int point = from; point < to; point++) {
      pointErrors[point] += windowErrors[window];
      for (int feature = 0; feature < features; feature++) {
        pointFeatureErrors[point * features + feature] +=
            featureErrors[window * features + feature];
      }
    }
  }

  void finish() {
    int features = chunk.features();
    for (int point = 0; point < chunk.count(); point++) {
      float count = covered[point] == 0 ? Float.NaN : covered[point];
      pointErrors[point] /= count;
      for (int i = point * features; i < (point + 1) * features; i++) {
        pointFeatureErrors[i] /= count;
        replay[i] /= count;
      }
    }
  }

  public Chunk chunk() {
    return chunk;
  }

  public int windows() {
    return starts.length;
  }

  /** Index of the first window that starts in the chunk itself. */
  public int firstOwned() {
    int first = 0;
    while (first < starts.length && starts[first] < chunk.before()) {
      first++;
    }
    return first;
  }

  public int start(int window) {
    return starts[window];
  }

  public int length(int window) {
    return lengths[window];
  }

  public float windowError(int window) {
    return windowErrors[window];
  }

  /** Of a window that starts in the chunk itself. */
  public float[] stepErrors(int window) {
    return stepErrors[window].clone();
  }

  public float[] featureErrors(int window) {
    int features = chunk.features();
    return Arrays.copyOfRange(featureErrors, window * features, (window + 1) * features);
  }

  /** The network's code of a window, or null where nobody asked for codes. */
  public float[] embedding(int window) {
    return embeddings[window];
  }

  public float pointError(int point) {
    return pointErrors[point];
  }

  public float[] pointFeatureErrors(int point) {
    int features = chunk.features();
    return Arrays.copyOfRange(pointFeatureErrors, point * features, (point + 1) * features);
  }

  /** What the network makes of a value, as the mean over all windows, in the archive's unit. */
  public float replay(int point, int feature) {
    return replay[point * chunk.features() + feature];
  }

  /** Compares so many points with their replays, but for those that no window covers. */
  public void compare(int from, int points, RSquared squares) {
    int features = chunk.features();
    for (int point = from; point < from + points; point++) {
      if (covered[point] > 0) {
        for (int feature = 0; feature < features; feature++) {
          int value = (chunk.before() + point) * features + feature;
          squares.add(feature, chunk.values()[value], replay(point, feature));
        }
      }
    }
  }

  /** The replay of so many points, flat, {@code [time × feature]}. */
  public float[] replays(int from, int points) {
    int features = chunk.features();
    return Arrays.copyOfRange(replay, from * features, (from + points) * features);
  }
}
