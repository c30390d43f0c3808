package io.reprise.core.network;

import java.io.Serializable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What training changes in a network: parameters, the updater's moments, and its count of steps.
 */
public record TrainingState(float[] parameters, float[] updater, int iteration)
    implements Serializable {

  public static TrainingState of(MultiLayerNetwork network) {
    return new TrainingState(
        NativeArrays.floats(network.params()),
        NativeArrays.floats(network.getUpdater().getStateViewArray()),
        network.getLayerWiseConfigurations().getIterationCount());
  }

  public void restore(MultiLayerNetwork network) {
    network.setParams(row(parameters));
    network.getUpdater().getStateViewArray().assign(row(updater));
    network.getLayerWiseConfigurations().setIterationCount(iteration);
  }

  static INDArray row(float[] values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}
