package io.reprise.core.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link Loss#HUBER} for DL4J, which has none: the mean over the outputs, as its LossMSE. */
final class HuberLoss implements ILossFunction {

  private static final long serialVersionUID = 1;

  @Override
  public double computeScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, output, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    INDArray distance =
        Transforms.abs(activation.getActivation(output.dup(), true).sub(labels), false);
    // ½·min(d, 1)² + max(d − 1, 0) is the square within one and the line beyond it.
    INDArray near = Transforms.min(distance, 1, true);
    INDArray loss = near.mul(near).muli(0.5).addi(distance.subi(near));
    return masked(loss, mask).sum(true, 1).divi(labels.size(1));
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    INDArray difference = activation.getActivation(output.dup(), true).subi(labels);
    INDArray clipped = Transforms.max(Transforms.min(difference, 1, false), -1, false);
    INDArray gradient = masked(clipped.divi(labels.size(1)), mask);
    return masked(activation.backprop(output.dup(), gradient).getFirst(), mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, output, activation, mask, average),
        computeGradient(labels, output, activation, mask));
  }

  @Override
  public String name() {
    return "HuberLoss";
  }

  private static INDArray masked(INDArray array, INDArray mask) {
    if (mask == null) {
      return array;
    }
    return mask.isColumnVectorOrScalar()
        ? array.muliColumnVector(mask.castTo(array.dataType()))
        : array.muli(mask.castTo(array.dataType()));
  }

  @Override
  public String toString() {
    return name() + "@" + Nd4j.dataType();
  }
}
