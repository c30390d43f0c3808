package io.reprise.core.training;

import java.io.Serializable;

/** The learning rate of each epoch, from the validation losses of those before it. */
public sealed interface LearningRate extends Serializable {

  /** The rate of the first epoch. */
  double rate();

  /** The rate of the epoch that follows those of {@code losses}. */
  double next(LossHistory losses);

  /** The same rate throughout. */
  record Constant(double rate) implements LearningRate {
    @Override
    public double next(LossHistory losses) {
      return rate;
    }
  }

  /** Times {@code factor} after every {@code epochs} epochs. */
  record Step(double rate, double factor, int epochs) implements LearningRate {
    @Override
    public double next(LossHistory losses) {
      int steps = losses.values().size() / epochs;
      return rate * StrictMath.pow(factor, steps);
    }
  }

  /** Half a cosine that would reach zero after {@code epochs} epochs, and stays there. */
  record Cosine(double rate, int epochs) implements LearningRate {
    @Override
    public double next(LossHistory losses) {
      double gone = Math.min(1, (double) losses.values().size() / epochs);
      return rate * (1 + StrictMath.cos(Math.PI * gone)) / 2;
    }
  }

  /** Times {@code factor} whenever {@code epochs} epochs have passed without an improvement. */
  record Plateau(double rate, double factor, int epochs, double leastImprovement)
      implements LearningRate {
    @Override
    public double next(LossHistory losses) {
      double current = rate;
      double best = Double.POSITIVE_INFINITY;
      int since = 0;
      for (double loss : losses.values()) {
        since++;
        if (LossHistory.improves(loss, best, leastImprovement)) {
          best = loss;
          since = 0;
        } else if (since == epochs) {
          current *= factor;
          since = 0;
        }
      }
      return current;
    }
  }
}
