package io.reprise.core.lstm;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;

/** Computes what {@link NativeAdam} configures. */
final class NativeAdamUpdater extends AdamUpdater {

  /** Floats that are computed at a time. Three blocks of them fit the nearest cache. */
  private static final int BLOCK = 2048;

  private final float[] gradients = new float[BLOCK];
  private final float[] means = new float[BLOCK];
  private final float[] squares = new float[BLOCK];

  NativeAdamUpdater(NativeAdam configuration) {
    super(configuration);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    float rate = (float) rate(iteration, epoch);
    long gradientAddress = Address.of(gradient);
    long meanAddress = Address.of(getM());
    long squareAddress = Address.of(getV());
    for (long from = 0; from < gradient.length(); from += BLOCK) {
      int length = (int) Math.min(BLOCK, gradient.length() - from);
      Address gradientBlock = new Address(gradientAddress + from * Float.BYTES);
      Address meanBlock = new Address(meanAddress + from * Float.BYTES);
      Address squareBlock = new Address(squareAddress + from * Float.BYTES);
      gradientBlock.get(gradients, 0, length);
      meanBlock.get(means, 0, length);
      squareBlock.get(squares, 0, length);
      update(length, rate);
      gradientBlock.put(gradients, 0, length);
      meanBlock.put(means, 0, length);
      squareBlock.put(squares, 0, length);
    }
  }

  /** The learning rate, corrected for averages that start from zero. */
  private double rate(int iteration, int epoch) {
    double meanWeight = 1 - Math.pow(getConfig().getBeta1(), iteration + 1);
    double squareWeight = 1 - Math.pow(getConfig().getBeta2(), iteration + 1);
    return getConfig().getLearningRate(iteration, epoch) * Math.sqrt(squareWeight) / meanWeight;
  }

  private void update(int length, float rate) {
    float keptMean = (float) getConfig().getBeta1();
    float keptSquare = (float) getConfig().getBeta2();
    float newMean = (float) (1 - getConfig().getBeta1());
    float newSquare = (float) (1 - getConfig().getBeta2());
    float epsilon = (float) getConfig().getEpsilon();
    for (int i = 0; i < length; i++) {
      float gradient = gradients[i];
      float mean = keptMean * means[i] + newMean * gradient;
      float square = keptSquare * squares[i] + newSquare * gradient * gradient;
      means[i] = mean;
      squares[i] = square;
      gradients[i] = rate * mean / ((float) Math.sqrt(square) + epsilon);
    }
  }
}
