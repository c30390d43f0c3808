package io.reprise.core.cut;

import java.io.Serializable;

/**
 * How points become a regular series: {@code halo} cells around a chunk, gaps of at most {@code
 * maxGap} cells filled.
 */
public record GridRules(
    int halo, int maxGap, Filling filling, Aggregation aggregation, Duplicates duplicates)
    implements Serializable {

  public GridRules {
    if (halo < 0 || maxGap < 0) {
      throw new IllegalArgumentException(
          "Neither a halo nor a gap has fewer than no points: %d, %d".formatted(halo, maxGap));
    }
  }

  /**
   * Cells around a bucket that its chunk depends on: a gap that crosses into the halo is filled
   * here as the neighbour fills it.
   */
  public int margin() {
    return halo + maxGap;
  }
}
