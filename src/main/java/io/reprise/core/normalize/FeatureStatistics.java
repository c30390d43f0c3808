package io.reprise.core.normalize;

import java.io.Serializable;

/** What a scaler needs to know of each feature. Quantiles are kept only where the method asks. */
public final class FeatureStatistics implements Serializable {

  private final Method method;
  private final Moments[] moments;
  private final QuantileSketch[] quantiles;

  public FeatureStatistics(Method method, int features) {
    this.method = method;
    this.moments = new Moments[features];
    this.quantiles = method == Method.ROBUST ? new QuantileSketch[features] : null;
    for (int f = 0; f < features; f++) {
      moments[f] = new Moments();
      if (quantiles != null) {
        quantiles[f] = new QuantileSketch();
      }
    }
  }

  /**
   * Adds {@code points} points of a flat {@code [time × feature]} array from point {@code from}.
   */
  public void add(float[] values, int from, int points) {
    int features = moments.length;
    for (int i = from * features; i < (from + points) * features; i++) {
      moments[i % features].add(values[i]);
      if (quantiles != null) {
        quantiles[i % features].add(values[i]);
      }
    }
  }

  public FeatureStatistics merge(FeatureStatistics other) {
    for (int f = 0; f < moments.length; f++) {
      moments[f].merge(other.moments[f]);
      if (quantiles != null) {
        quantiles[f].merge(other.quantiles[f]);
      }
    }
    return this;
  }

  public long count() {
    return moments[0].count();
  }

  public Scaler scaler() {
    float[] center = new float[moments.length];
    float[] spread = new float[moments.length];
    for (int f = 0; f < moments.length; f++) {
      center[f] = (float) center(f);
      spread[f] = usable((float) Math.min(spread(f), Float.MAX_VALUE), center[f]);
    }
    return new Scaler(center, spread);
  }

  private double center(int feature) {
    return switch (method) {
      case STANDARD -> moments[feature].mean();
      case MIN_MAX -> moments[feature].least();
      case ROBUST -> quantiles[feature].quantile(0.5);
      case NONE -> 0;
    };
  }

  private double spread(int feature) {
    return switch (method) {
      case STANDARD -> moments[feature].deviation();
      case MIN_MAX -> moments[feature].greatest() - moments[feature].least();
      case ROBUST -> {
        float[] quartiles = quantiles[feature].quantiles(0.25, 0.75);
        yield (double) quartiles[1] - quartiles[0];
      }
      case NONE -> 1;
    };
  }

  /**
   * The spread, or 1 where it is so small that floats around the center cannot show it: then the
   * feature counts as constant.
   */
  private static float usable(float spread, float center) {
    return spread > 1e-6f * Math.abs(center) && spread > Float.MIN_NORMAL ? spread : 1;
  }
}
