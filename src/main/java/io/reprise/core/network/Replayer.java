package io.reprise.core.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Runs batches through a network. Not for two threads at once. */
public final class Replayer {

  private final MultiLayerNetwork network;
  private final boolean reversed;
  private INDArray input;

  /** For a network that replays in the order of the record. */
  public Replayer(MultiLayerNetwork network) {
    this(network, false);
  }

  Replayer(MultiLayerNetwork network, boolean reversed) {
    this.network = network;
    this.reversed = reversed;
  }

  /**
   * The replayed windows, in the layout and the order of {@link Batch#values()}; padded steps hold
   * no meaning.
   */
  public float[] replay(Batch batch) {
    INDArray mask = batch.mask();
    float[] replayed = NativeArrays.floats(network.output(input(batch), false, mask, mask));
    if (reversed) {
      batch.reverse(replayed);
    }
    return replayed;
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

  /** What a plain network is trained on: the batch as its own target. */
  public static DataSet example(Batch batch) {
    INDArray array = batch.array();
    INDArray mask = batch.mask();
    return new DataSet(array, array, mask, mask);
  }
}
