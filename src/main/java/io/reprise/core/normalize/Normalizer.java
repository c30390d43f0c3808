package io.reprise.core.normalize;

import java.io.Serializable;
import java.util.List;

/**
 * The scaler of every window: fitted once on training data, or taken from the window itself. Of
 * features whose level wanders only the shape counts: their center is the mean of the window.
 *
 * @param wandering the numbers of those features
 */
public record Normalizer(Method method, Scope scope, Scaler global, List<Integer> wandering)
    implements Serializable {

  public Normalizer {
    wandering = List.copyOf(wandering);
    for (int feature : wandering) {
      if (feature < 0 || feature >= global.center().length) {
        throw new IllegalArgumentException(
            "there is no feature %d that could wander".formatted(feature));
      }
    }
  }

  /** Where every feature keeps its level. */
  public Normalizer(Method method, Scope scope, Scaler global) {
    this(method, scope, global, List.of());
  }

  public Normalizer withWandering(List<Integer> features) {
    return new Normalizer(method, scope, global, features);
  }

  public int features() {
    return global.center().length;
  }

  /**
   * The scaler for {@code points} points of a series from point {@code from} of its values. {@code
   * own} is the one that was fitted to the series, or null if none was.
   */
  public Scaler scaler(Scaler own, float[] values, int from, int points) {
    return switch (scope) {
      case GLOBAL -> centered(global, values, from, points);
      case SERIES -> centered(own == null ? global : own, values, from, points);
      case SEQUENCE -> {
        FeatureStatistics statistics = new FeatureStatistics(method, features());
        statistics.add(values, from, points);
        yield statistics.scaler();
      }
    };
  }

  private Scaler centered(Scaler fitted, float[] values, int from, int points) {
    if (wandering.isEmpty()) {
      return fitted;
    }
    float[] center = fitted.center().clone();
    for (int feature : wandering) {
      double sum = 0;
      for (int point = from; point < from + points; point++) {
        sum += values[point * center.length + feature];
      }
      center[feature] = (float) (sum / points);
    }
    return new Scaler(center, fitted.spread());
  }
}
