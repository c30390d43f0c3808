package io.reprise.core.normalize;

import java.io.Serializable;

/** The scaler of every window: fitted once on training data, or taken from the window itself. */
public record Normalizer(Method method, Scope scope, Scaler global) implements Serializable {

  public int features() {
    return global.center().length;
  }

  /**
   * The scaler for {@code points} points of a series from point {@code from} of its values. {@code
   * own} is the one that was fitted to the series, or null if none was.
   */
  public Scaler scaler(Scaler own, float[] values, int from, int points) {
    return switch (scope) {
      case GLOBAL -> global;
      case SERIES -> own == null ? global : own;
      case SEQUENCE -> {
        FeatureStatistics statistics = new FeatureStatistics(method, features());
        statistics.add(values, from, points);
        yield statistics.scaler();
      }
    };
  }
}
