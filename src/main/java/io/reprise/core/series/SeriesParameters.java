package io.reprise.core.series;

import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Scaler;
import java.io.Serializable;

/**
 * What a model knows of one series. It travels with the chunks of that series, for there may be a
 * million of them. A part is null where the model knows nothing; then what it knows of all counts.
 *
 * @param start where the series begins, in microseconds, for a split by its first points
 * @param scaler the scaler of its own
 * @param weights what the network's error counts, feature by feature
 * @param baselineWeights the same of the principal components' error
 */
public record SeriesParameters(Long start, Scaler scaler, float[] weights, float[] baselineWeights)
    implements Serializable {

  /** Of a series that the model has never seen. */
  public static final SeriesParameters UNKNOWN = new SeriesParameters(null, null, null, null);

  public static SeriesParameters startingAt(long start) {
    return new SeriesParameters(start, null, null, null);
  }

  public static SeriesParameters scaledBy(Scaler scaler) {
    return new SeriesParameters(null, scaler, null, null);
  }

  /** Weights are null where there are none. */
  public static SeriesParameters weighted(float[] weights, float[] baselineWeights) {
    return new SeriesParameters(null, null, weights, baselineWeights);
  }

  /** Refuses parameters of another number of features, or weights that would hide errors. */
  public void requireFeatures(int features) {
    if (scaler != null && scaler.center().length != features) {
      throw new IllegalArgumentException(
          "scalers are of %,d features where it has %,d"
              .formatted(scaler.center().length, features));
    }
    for (float[] each : new float[][] {weights, baselineWeights}) {
      if (each != null) {
        FeatureWeights.requireFeatures(each, features);
      }
    }
  }

  public SeriesParameters startOnly() {
    return new SeriesParameters(start, null, null, null);
  }

  public SeriesParameters withoutStart() {
    return new SeriesParameters(null, scaler, weights, baselineWeights);
  }

  /** Both together; what the other knows comes first. */
  public SeriesParameters with(SeriesParameters other) {
    return new SeriesParameters(
        other.start == null ? start : other.start,
        other.scaler == null ? scaler : other.scaler,
        other.weights == null ? weights : other.weights,
        other.baselineWeights == null ? baselineWeights : other.baselineWeights);
  }
}
