package io.reprise.core.synthetic;

import java.io.Serializable;

/**
 * How an archive is spoiled, for each series: a number of gaps, and the fractions of its rows that
 * are repeated, arrive late, or are broken. A row is never both broken and repeated.
 */
public record Dirt(int gaps, double duplicates, double outOfOrder, double broken)
    implements Serializable {
  public static final Dirt NONE = new Dirt(0, 0, 0, 0);

  public Dirt {
    Require.atLeast(0, "gaps", gaps);
    Require.fraction("duplicates", duplicates);
    Require.fraction("outOfOrder", outOfOrder);
    Require.fraction("broken", broken);
    Require.that(
        duplicates + broken <= 1,
        "duplicates %s and broken %s together exceed all rows. Lower one of them",
        duplicates,
        broken);
  }
}
