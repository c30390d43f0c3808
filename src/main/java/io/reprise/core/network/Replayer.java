package io.reprise.core.network;

import io.reprise.core.lstm.Floats;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs batches through a network. Two threads must not use it at once. */
public final class Replayer {

  /** One memory for all outputs, because a new array for each batch costs time. */
  private static final WorkspaceConfiguration REUSED =
      WorkspaceConfiguration.builder()
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .build();

  private final MultiLayerNetwork network;
  private final boolean reversed;
  private INDArray input;

  Replayer(MultiLayerNetwork network, boolean reversed) {
    this.network = network;
    this.reversed = reversed;
  }

  /** Replays with these parameters from now on. */
  public void load(float[] parameters) {
    network.setParams(TrainingState.row(parameters));
  }

  /**
   * The replayed windows, in the layout and the order of {@link Batch#values()}; padded steps hold
   * no meaning.
   */
  public float[] replay(Batch batch) {
    INDArray input = input(batch);
    INDArray mask = batch.mask();
    try (MemoryWorkspace reused =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, "REPLAY")) {
      return inOrder(batch, network.output(input, false, mask, mask, reused));
    }
  }

  /** The replayed windows with their codes, from one pass that keeps what every layer hands on. */
  public Replayed replayWithCodes(Batch batch) {
    INDArray mask = batch.mask();
    List<INDArray> activations = network.feedForward(input(batch), mask, mask);
    return new Replayed(
        inOrder(batch, activations.get(activations.size() - 1)), codes(activations));
  }

  private float[] inOrder(Batch batch, INDArray output) {
    float[] replayed = Floats.copy(output);
    if (reversed) {
      batch.reverse(replayed);
    }
    return replayed;
  }

  /** The code is the only activation without steps. */
  private static float[][] codes(List<INDArray> activations) {
    INDArray code =
        activations.stream().filter(layer -> layer.rank() == 2).findFirst().orElseThrow();
    float[] flat = Floats.copy(code);
    int units = Math.toIntExact(code.size(1));
    float[][] codes = new float[Math.toIntExact(code.size(0))][];
    for (int w = 0; w < codes.length; w++) {
      codes[w] = Arrays.copyOfRange(flat, w * units, (w + 1) * units);
    }
    return codes;
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
}
