package io.reprise.bench.lstm;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;

/**
 * The same network as a user of PyTorch writes it: {@code nn.LSTM} a layer, for no shape measured
 * has two equal ones in a row; the encoder's last hidden state, expanded over the steps without a
 * copy; {@code nn.Linear}. The one difference is PyTorch's second bias vector a layer. Outside of a
 * training step gradients are off.
 */
final class TorchPeer implements Peer {

  private final float[] values;
  private final ai.djl.ndarray.types.Shape inputShape;
  private final Model model;
  private final Trainer trainer;
  private final Loss loss = Loss.l2Loss("mse", 1);

  TorchPeer(Examples examples) {
    Shape shape = examples.shape();
    this.values = examples.values();
    this.inputShape =
        new ai.djl.ndarray.types.Shape(examples.batch(), shape.steps(), shape.features());
    this.model = Model.newInstance("autoencoder", "PyTorch");
    model.setBlock(network(shape));
    this.trainer =
        model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(Adam.builder().build()));
    trainer.initialize(inputShape);
  }

  private static Block network(Shape shape) {
    SequentialBlock network = new SequentialBlock();
    for (int l = 0; l < shape.encoder().size(); l++) {
      boolean last = l == shape.encoder().size() - 1;
      network.add(lstm(shape.encoder().get(l)).optReturnState(last).build());
    }
    network.add(encoded -> new NDList(repeat(encoded.get(1), shape.steps())));
    for (int units : shape.decoder()) {
      network.add(lstm(units).build());
    }
    return network.add(Linear.builder().setUnits(shape.features()).build());
  }

  private static LSTM.Builder lstm(int units) {
    return LSTM.builder().setStateSize(units).setNumLayers(1).optBatchFirst(true);
  }

  /** {@code [layer, sequence, unit]} of one layer to {@code [sequence, step, unit]}. */
  private static NDArray repeat(NDArray hidden, int steps) {
    NDArray batchFirst = hidden.swapAxes(0, 1);
    return batchFirst.broadcast(batchFirst.size(0), steps, batchFirst.size(2));
  }

  @Override
  public void fit() {
    try (NDManager step = model.getNDManager().newSubManager()) {
      NDArray input = step.create(values, inputShape);
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDList output = trainer.forward(new NDList(input));
        gradients.backward(loss.evaluate(new NDList(input), output));
      }
      trainer.step();
    }
  }

  @Override
  public float[] output() {
    try (NDManager call = model.getNDManager().newSubManager()) {
      NDList input = new NDList(call.create(values, inputShape));
      return trainer.evaluate(input).singletonOrThrow().toFloatArray();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
