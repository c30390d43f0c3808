package io.reprise.core.network;

import io.reprise.core.components.Baseline;

/** Whose error is the error of a model. */
public enum Detector {
  /** The network's. */
  LSTM {
    @Override
    public void choose(float[] ofNetwork, float[] ofComponents, int count) {
      // They are where they belong.
    }
  },
  /** That of principal components. */
  PCA {
    @Override
    public void choose(float[] ofNetwork, float[] ofComponents, int count) {
      System.arraycopy(ofComponents, 0, ofNetwork, 0, count);
    }
  },
  /** The mean of the two, which weights make alike. */
  BOTH {
    @Override
    public void choose(float[] ofNetwork, float[] ofComponents, int count) {
      for (int i = 0; i < count; i++) {
        ofNetwork[i] = (ofNetwork[i] + ofComponents[i]) / 2;
      }
    }
  };

  /**
   * Whose error counts where nothing is set. Components add what features have to do with each
   * other. Of a single feature, and of sequences, each of which is looked at as a whole, they know
   * little; and without weights the two errors are not alike.
   */
  public static Detector usual(Baseline baseline, boolean sequences) {
    boolean related = !baseline.isNone() && baseline.components().features() > 1 && !sequences;
    return related && !baseline.weights().isNone() ? BOTH : LSTM;
  }

  /** Puts the errors that count into the place of the network's. */
  public abstract void choose(float[] ofNetwork, float[] ofComponents, int count);
}
