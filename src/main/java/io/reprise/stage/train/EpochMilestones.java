package io.reprise.stage.train;

/**
 * Which epochs get a line in a log: those that are the best so far by a hundredth, and the last of
 * every tenth of the way. A training of any length makes at most 30 lines.
 */
final class EpochMilestones {

  private static final int PARTS = 10;

  private static final int MOST_IMPROVEMENTS_A_PART = 2;

  private static final double IMPROVEMENT = 0.01;

  private final int epochs;
  private int part;
  private int improvements;
  private double best = Double.POSITIVE_INFINITY;

  EpochMilestones(int epochs) {
    this.epochs = epochs;
  }

  /** To be asked once for every epoch, in their order. */
  boolean isReached(int epoch, double validationLoss) {
    boolean improved =
        improvements < MOST_IMPROVEMENTS_A_PART && validationLoss < best * (1 - IMPROVEMENT);
    if (improved) {
      best = validationLoss;
      improvements++;
    }
    int ended = (int) ((long) epoch * PARTS / epochs);
    boolean partEnds = ended > part;
    if (partEnds) {
      part = ended;
      improvements = 0;
    }
    return improved || partEnds;
  }
}
