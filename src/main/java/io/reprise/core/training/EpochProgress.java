package io.reprise.core.training;

import java.io.Serializable;

/**
 * How far an epoch has come: the rounds behind it, the windows they saw, the sum of their losses,
 * each window before its own step, and how long they took.
 */
public record EpochProgress(int rounds, long windows, double lossSum, double seconds)
    implements Serializable {

  public static final EpochProgress NONE = new EpochProgress(0, 0, 0, 0);

  /** With one more round. */
  public EpochProgress plus(long moreWindows, double moreLoss, double moreSeconds) {
    return new EpochProgress(
        rounds + 1, windows + moreWindows, lossSum + moreLoss, seconds + moreSeconds);
  }

  /** Mean loss of a window, by step. */
  public double loss() {
    return lossSum / windows;
  }
}
