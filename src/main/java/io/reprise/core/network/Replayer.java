package io.reprise.core.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Runs batches through a network. Not for two threads at once. */
public final class Replayer {

  private final MultiLayerNetwork network;
  private INDArray input;

  public Replayer(MultiLayerNetwork network) {
    this.network = network;
  }

  /**
   * The replayed windows, in the layout of {@link Batch#values()}; padded steps hold no meaning.
   */
  public float[] replay(Batch batch) {
    INDArray mask = batch.mask();
    return NativeArrays.floats(network.output(input(batch), false, mask, mask));
  }

  /** One array serves all batches of one size. */
  private INDArray input(Batch batch) {
    if (input == null || input.size(0) != batch.size()) {
      input = batch.array();
    } else {
      batch.copyTo(input);
    }
    return input;
  }

  /** What the network is trained on: the batch as its own target. */
  public static DataSet example(Batch batch) {
    INDArray array = batch.array();
    INDArray mask = batch.mask();
    return new DataSet(array, array, mask, mask);
  }
}
