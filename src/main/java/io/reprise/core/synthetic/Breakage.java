package io.reprise.core.synthetic;

import java.util.List;

/** How a row is broken, and in which feature. */
record Breakage(Kind kind, Feature feature) {

  enum Kind {
    NO_TIME,
    NO_VALUE,
    NOT_A_NUMBER,
    INFINITE;

    private static final List<Kind> ALL = List.of(values());
  }

  static Breakage draw(RandomStream random) {
    return new Breakage(random.pick(Kind.ALL), random.pick(Feature.ALL));
  }

  SensorRow applyTo(SensorRow row) {
    return switch (kind) {
      case NO_TIME -> row.withTime(null);
      case NO_VALUE -> row.with(feature, null);
      case NOT_A_NUMBER -> row.with(feature, Double.NaN);
      case INFINITE -> row.with(feature, Double.POSITIVE_INFINITY);
    };
  }
}
