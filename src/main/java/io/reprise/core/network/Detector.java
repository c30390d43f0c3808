package io.reprise.core.network;

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

  /** Puts the errors that count into the place of the network's. */
  public abstract void choose(float[] ofNetwork, float[] ofComponents, int count);
}
