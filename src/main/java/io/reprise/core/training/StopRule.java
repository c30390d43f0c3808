package io.reprise.core.training;

import java.io.Serializable;

/**
 * When a training ends: after so many epochs, or after {@code patience} of them in a row without an
 * improvement by {@code leastImprovement}, a fraction of the best loss so far.
 */
public record StopRule(int epochs, int patience, double leastImprovement) implements Serializable {

  /** Every epoch is trained. */
  public static final int ENDLESS_PATIENCE = Integer.MAX_VALUE;

  public boolean isOver(LossHistory losses) {
    return losses.values().size() >= epochs
        || losses.sinceImprovement(leastImprovement) >= patience;
  }
}
