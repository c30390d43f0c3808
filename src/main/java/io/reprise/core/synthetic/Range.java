package io.reprise.core.synthetic;

import java.io.Serializable;

/** Where a random number is drawn from; one value where both ends are equal. */
public record Range(double from, double to) implements Serializable {
  public Range {
    Require.that(
        Double.isFinite(from) && Double.isFinite(to) && from <= to,
        "range %s to %s is empty or infinite. Use finite numbers, the smaller one first",
        from,
        to);
  }
}
