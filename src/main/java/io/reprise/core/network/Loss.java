package io.reprise.core.network;

/** How far a replayed value lies from the recorded one, as a number. */
public enum Loss {
  MSE {
    @Override
    public double measure(double difference) {
      return difference * difference;
    }
  },
  MAE {
    @Override
    public double measure(double difference) {
      return Math.abs(difference);
    }
  },
  /**
   * Half the square up to a difference of one, the distance beyond, so that one outlier does not
   * outweigh all others.
   */
  HUBER {
    @Override
    public double measure(double difference) {
      double distance = Math.abs(difference);
      return distance <= 1 ? 0.5 * distance * distance : distance - 0.5;
    }
  };

  public abstract double measure(double difference);
}
