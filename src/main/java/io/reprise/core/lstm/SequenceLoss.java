package io.reprise.core.lstm;

/**
 * The loss of a difference d between output and label: the mean over the features of a step, summed
 * over steps and divided by the minibatch, as DL4J's LossMSE and LossMAE under RnnOutputLayer.
 */
public enum SequenceLoss {
  /** d². */
  MSE {
    @Override
    double differentiate(float[] difference, int from, int to, float scale) {
      double loss = 0;
      for (int i = from; i < to; i++) {
        float d = difference[i];
        loss += d * d;
        difference[i] = 2 * scale * d;
      }
      return loss * scale;
    }
  },
  /** |d|. */
  MAE {
    @Override
    double differentiate(float[] difference, int from, int to, float scale) {
      double loss = 0;
      for (int i = from; i < to; i++) {
        float d = difference[i];
        loss += Math.abs(d);
        difference[i] = Math.signum(d) * scale;
      }
      return loss * scale;
    }
  },
  /** d²/2 within one of zero, |d| - 1/2 beyond. */
  HUBER {
    @Override
    double differentiate(float[] difference, int from, int to, float scale) {
      double loss = 0;
      for (int i = from; i < to; i++) {
        float d = difference[i];
        float near = Math.max(-1, Math.min(1, d));
        loss += near * (d - 0.5f * near);
        difference[i] = near * scale;
      }
      return loss * scale;
    }
  };

  /** Replaces differences by derivatives and returns the loss, both times {@code scale}. */
  abstract double differentiate(float[] difference, int from, int to, float scale);
}
