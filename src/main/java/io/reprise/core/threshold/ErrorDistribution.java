package io.reprise.core.threshold;

import io.reprise.core.normalize.Moments;
import io.reprise.core.normalize.QuantileSketch;
import java.io.Serializable;

/** Errors as they are gathered: moments, quantiles, and the greatest of them exactly. */
public final class ErrorDistribution implements Serializable {

  private final Moments moments = new Moments();
  private final QuantileSketch quantiles = new QuantileSketch();
  private final Tail tail = new Tail();

  /** Adds an error; NaN stands for a point that no window covered and is left out. */
  public void add(float error) {
    if (!Float.isNaN(error)) {
      moments.add(error);
      quantiles.add(error);
      tail.add(error);
    }
  }

  public ErrorDistribution merge(ErrorDistribution other) {
    moments.merge(other.moments);
    quantiles.merge(other.quantiles);
    tail.merge(other.tail);
    return this;
  }

  public Moments moments() {
    return moments;
  }

  public QuantileSketch quantiles() {
    return quantiles;
  }

  /** The greatest errors, ascending. */
  public float[] tail() {
    return tail.sorted();
  }
}
