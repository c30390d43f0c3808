package io.reprise.core.training;

import java.io.Serializable;

/**
 * How far an epoch has come: the rounds that are over, the windows they saw, the sum of the losses
 * of those windows before the model learned from them, and how long it took.
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
