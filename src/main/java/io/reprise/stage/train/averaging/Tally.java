package io.reprise.stage.train.averaging;

import java.io.Serializable;

/**
 * What one worker saw in a round, or several of them: the windows, the sum of their losses, the
 * most steps that any of them has behind it, and whether any has minibatches left.
 */
record Tally(long examples, double lossSum, int iteration, boolean more) implements Serializable {

  static final Tally NONE = new Tally(0, 0, 0, false);

  /** Losses are summed in the order of the calls. */
  Tally plus(Tally next) {
    return new Tally(
        examples + next.examples,
        lossSum + next.lossSum,
        Math.max(iteration, next.iteration),
        more || next.more);
  }
}
