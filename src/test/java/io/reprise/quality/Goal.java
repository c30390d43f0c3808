package io.reprise.quality;

import java.util.function.ToDoubleFunction;

/** A figure of a recipe and what it must reach, if anything: at least or at most a number. */
record Goal(String metric, ToDoubleFunction<Recipe> measure, Kind kind, double bound) {

  enum Kind {
    AT_LEAST,
    AT_MOST,
    SHOWN
  }

  static Goal atLeast(double bound, String metric, ToDoubleFunction<Recipe> measure) {
    return new Goal(metric, measure, Kind.AT_LEAST, bound);
  }

  static Goal atMost(double bound, String metric, ToDoubleFunction<Recipe> measure) {
    return new Goal(metric, measure, Kind.AT_MOST, bound);
  }

  static Goal shown(String metric, ToDoubleFunction<Recipe> measure) {
    return new Goal(metric, measure, Kind.SHOWN, Double.NaN);
  }

  boolean reached(double value) {
    return switch (kind) {
      case AT_LEAST -> value >= bound;
      case AT_MOST -> value <= bound;
      case SHOWN -> true;
    };
  }

  String text() {
    return switch (kind) {
      case AT_LEAST -> "≥ %s".formatted(bound);
      case AT_MOST -> "≤ %s".formatted(bound);
      case SHOWN -> "";
    };
  }
}
