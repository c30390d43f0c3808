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
 * Points are the chunk's own; one that no window covers has the error NaN.
 */
public final class ScoredChunk {

  private final Chunk chunk;
  private final int[] starts;
  private final int[] lengths;
  private final ScoringSpec spec;
  private final float[] weights;
  private final float[] baselineWeights;
  private final float[] differences;
  private final float[] residuals;
  private final FoldedErrors errors;
  private final FoldedErrors baselineErrors;
  private final float[][] embeddings;
  private final int[] covered;
  private final float[] replay;

  ScoredChunk(Chunk chunk, int[] starts, int[] lengths, int steps, ScoringSpec spec) {
    int features = chunk.features();
    boolean spread = spec.windowing().smoothing().windows();
    this.chunk = chunk;
    this.starts = starts;
    this.lengths = lengths;
    this.spec = spec;
    this.weights = spec.weights().of(chunk.own().weights(), features);
    this.baselineWeights = spec.baseline().weights().of(chunk.own().baselineWeights(), features);
    this.differences = new float[steps * features];
    this.residuals = new float[spec.baseline().isNone() ? 0 : steps * features];
    this.errors = new FoldedErrors(chunk, starts, lengths, steps, spread);
    this.baselineErrors =
        spec.baseline().isNone() ? null : new FoldedErrors(chunk, starts, lengths, steps, spread);
    this.embeddings = new float[starts.length][];
    this.covered = new int[chunk.count()];
    this.replay = new float[chunk.count() * features];
  }

  /** Folds a replayed window in: its values lie in both arrays from {@code offset} on. */
  void fold(int window, float[] recorded, float[] replayed, int offset, Scaler scaler) {
    int points = lengths[window];
    for (int i = 0; i < points * chunk.features(); i++) {
      differences[i] = replayed[offset + i] - recorded[offset + i];
    }
    measure(differences, points, spec.loss(), spec.weights(), weights);
    if (hasBaseline()) {
      spec.baseline().components().residuals(recorded, offset, points, residuals);
      measure(residuals, points, Loss.MSE, spec.baseline().weights(), baselineWeights);
      spec.detector().choose(differences, residuals, points * chunk.features());
      baselineErrors.fold(window, residuals);
    }
    errors.fold(window, differences);
    foldReplay(window, replayed, offset, scaler);
  }

  /** Puts weighted errors, averaged over neighbouring points, in the place of the differences. */
  private void measure(
      float[] apart, int points, Loss loss, FeatureWeights weighting, float[] ofFeatures) {
    Smoothing smoothing = spec.windowing().smoothing();
    int features = chunk.features();
    smoothing.smooth(apart, points, features);
    int at = 0;
    for (int point = 0; point < points; point++) {
      for (float weight : ofFeatures) {
        apart[at] = weighting.weighted((float) loss.measure(apart[at]), weight);
        at++;
      }
    }
    smoothing.smoothErrors(apart, points, features);
    float great = FeatureWeights.great(smoothing.errors());
    for (int i = 0; i < points * features; i++) {
      apart[i] = weighting.limited(apart[i], great);
    }
  }

  /** Adds the replayed points up in the archive's unit. */
  private void foldReplay(int window, float[] replayed, int offset, Scaler scaler) {
    int features = chunk.features();
    int first = starts[window] - chunk.before();
    int from = Math.max(0, first);
    int to = Math.min(chunk.count(), first + lengths[window]);
    for (int point = from; point < to; point++) {
      covered[point]++;
      for (int feature = 0; feature < features; feature++) {
        float value = replayed[offset + (point - first) * features + feature];
        replay[point * features + feature] += scaler.restored(feature, value);
      }
    }
  }

  void embed(int window, float[] embedding) {
    embeddings[window] = embedding;
  }

  void finish() {
    int features = chunk.features();
    errors.finish(covered);
    if (hasBaseline()) {
      baselineErrors.finish(covered);
    }
    for (int point = 0; point < chunk.count(); point++) {
      float count = covered[point] == 0 ? Float.NaN : covered[point];
      for (int i = point * features; i < (point + 1) * features; i++) {
        replay[i] /= count;
      }
    }
  }

  /** Whether there are errors of principal components beside the model's. */
  public boolean hasBaseline() {
    return baselineErrors != null;
  }

  public float baselineWindowError(int window) {
    return baselineErrors.ofWindow(window);
  }

  public float baselinePointError(int point) {
    return baselineErrors.ofPoint(point);
  }

  public float[] baselinePointFeatureErrors(int point) {
    return baselineErrors.ofPointFeatures(point);
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
    return errors.ofWindow(window);
  }

  /** Of a window that starts in the chunk itself. */
  public float[] stepErrors(int window) {
    return errors.ofSteps(window);
  }

  public float[] featureErrors(int window) {
    return errors.ofFeatures(window);
  }

  /** The network's code of a window, or null where nobody asked for codes. */
  public float[] embedding(int window) {
    return embeddings[window];
  }

  public float pointError(int point) {
    return errors.ofPoint(point);
  }

  public float[] pointFeatureErrors(int point) {
    return errors.ofPointFeatures(point);
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
