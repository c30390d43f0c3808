package io.reprise.core.lstm;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * DL4J's Adam with the same state and the same numbers, computed in loops that the JVM vectorizes.
 * ND4J's own is slow enough to show in the time of a step.
 */
public final class NativeAdam extends Adam {

  private static final long serialVersionUID = 1;

  /** For DL4J's JSON. */
  NativeAdam() {}

  public NativeAdam(double learningRate) {
    super(learningRate);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    NativeAdamUpdater updater = new NativeAdamUpdater(this);
    updater.setStateViewArray(
        state.reshape(state.length()), new long[] {state.length() / 2}, 'c', initialize);
    return updater;
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    NativeAdamUpdater updater = new NativeAdamUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public Adam clone() {
    NativeAdam copy = new NativeAdam(getLearningRate());
    copy.setLearningRateSchedule(getLearningRateSchedule());
    copy.setBeta1(getBeta1());
    copy.setBeta2(getBeta2());
    copy.setEpsilon(getEpsilon());
    return copy;
  }
}
