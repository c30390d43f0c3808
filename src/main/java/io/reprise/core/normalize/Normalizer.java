package io.reprise.core.normalize;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The scaler of every window: fitted once on training data, or taken from the window itself. */
public record Normalizer(Method method, Scope scope, Scaler global, Map<String, Scaler> bySeries)
    implements Serializable {

  public Normalizer {
    bySeries = Collections.unmodifiableMap(new TreeMap<>(bySeries));
  }

  public int features() {
    return global.center().length;
  }

  /** The scaler for {@code points} points of a series from point {@code from} of its values. */
  public Scaler scaler(String series, float[] values, int from, int points) {
    return switch (scope) {
      case GLOBAL -> global;
      case SERIES -> bySeries.getOrDefault(series, global);
      case SEQUENCE -> {
        FeatureStatistics statistics = new FeatureStatistics(method, features());
        statistics.add(values, from, points);
        yield statistics.scaler();
      }
    };
  }
}
