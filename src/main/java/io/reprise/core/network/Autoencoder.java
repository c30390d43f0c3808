package io.reprise.core.network;

import io.reprise.core.lstm.InPlaceUpdater;
import io.reprise.core.lstm.NativeAdam;
import io.reprise.core.lstm.OneDnnLstm;
import io.reprise.core.lstm.OneDnnRnnOutput;
import io.reprise.core.lstm.SequenceLoss;
import java.io.Serializable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Builds the network of a specification. The decoder gets the encoder's last step and nothing else,
 * and the output layer turns the decoder's steps back into features. Arrays are {@code [batch,
 * step, feature]} throughout, and the parameters lie in the same order whatever the engine.
 */
public record Autoencoder(NetworkSpec spec, Engine engine) implements Serializable {

  public Autoencoder {
    if (!engine.computes(spec)) {
      throw new IllegalArgumentException(
          "%s cannot compute a decoder with an initial state, nor bfloat16".formatted(engine));
    }
  }

  public Autoencoder withLearningRate(double rate) {
    return new Autoencoder(spec.withLearningRate(rate), engine);
  }

  /** A new network with its initial parameters, the same for the same specification. */
  public MultiLayerNetwork build() {
    NeuralNetConfiguration.Builder common =
        new NeuralNetConfiguration.Builder()
            .seed(spec.seed())
            .dataType(DataType.FLOAT)
            .updater(updater())
            .weightInit(WeightInit.XAVIER);
    if (spec.options().clipNorm() > 0) {
      common
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(spec.options().clipNorm());
    }
    ListBuilder layers = common.list();
    switch (engine) {
      case ONEDNN -> addFast(layers);
      case DL4J -> addStock(layers);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    if (engine == Engine.ONEDNN) {
      InPlaceUpdater.install(network);
    }
    return network;
  }

  private Adam updater() {
    return switch (engine) {
      case ONEDNN -> new NativeAdam(spec.learningRate());
      case DL4J -> new Adam(spec.learningRate());
    };
  }

  /** What {@link #build} gave, ready to replay. */
  public Replayer replayer(MultiLayerNetwork network) {
    return new Replayer(network, spec.options().reversed());
  }

  /**
   * What the network is trained on: the batch, with noise, and the batch as it is to be replayed.
   */
  public DataSet example(Batch batch, Noise noise, long seed) {
    INDArray clean = batch.array(batch.values());
    INDArray mask = batch.mask();
    INDArray seen = noise.isNone() ? clean : batch.array(noise.addedTo(batch.values(), seed));
    INDArray wanted = spec.options().reversed() ? batch.array(batch.reversed()) : clean;
    return new DataSet(seen, wanted, mask, mask);
  }

  /**
   * Makes the random numbers of this thread's next training step depend on nothing but the seed,
   * the step and the worker.
   */
  public void drawFor(int step, int worker) {
    if (spec.options().dropout() > 0) {
      Nd4j.getRandom().setSeed((spec.seed() * 31 + step) * 1_000_003 + worker);
    }
  }

  /**
   * Frees at once what the layers hold outside the heap. The garbage collector would do so too, but
   * late.
   */
  public static void release(MultiLayerNetwork network) {
    for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
      layer.close();
    }
  }

  private void addFast(ListBuilder layers) {
    int inputs = spec.features();
    for (int l = 0; l < spec.encoder().size(); l++) {
      OneDnnLstm.Builder lstm = fast(inputs, spec.encoder().get(l), l > 0);
      layers.layer((l == spec.encoder().size() - 1 ? lstm.lastStep() : lstm).build());
      inputs = spec.encoder().get(l);
    }
    for (int l = 0; l < spec.decoder().size(); l++) {
      OneDnnLstm.Builder lstm = fast(inputs, spec.decoder().get(l), l > 0);
      layers.layer((l == 0 ? decoding(lstm) : lstm).build());
      inputs = spec.decoder().get(l);
    }
    layers.layer(
        new OneDnnRnnOutput.Builder(SequenceLoss.valueOf(spec.loss().name()))
            .dropOut(dropout(true))
            .nIn(inputs)
            .nOut(spec.features())
            .build());
  }

  private OneDnnLstm.Builder fast(int inputs, int units, boolean afterLstm) {
    return new OneDnnLstm.Builder()
        .precision(spec.precision())
        .nIn(inputs)
        .nOut(units)
        .dropOut(dropout(afterLstm));
  }

  private OneDnnLstm.Builder decoding(OneDnnLstm.Builder lstm) {
    return switch (spec.options().decoderInput()) {
      case REPEAT -> lstm.repeat(spec.steps());
      case STATE -> lstm.initialState(spec.steps());
    };
  }

  /** The dropout of a layer's input, or null for none. */
  private IDropout dropout(boolean afterLstm) {
    boolean drops = afterLstm && spec.options().dropout() > 0;
    return drops ? new Dropout(1 - spec.options().dropout()) : null;
  }

  private void addStock(ListBuilder layers) {
    int inputs = spec.features();
    for (int l = 0; l < spec.encoder().size(); l++) {
      Layer lstm = stock(inputs, spec.encoder().get(l), l > 0);
      layers.layer(l == spec.encoder().size() - 1 ? new LastTimeStep(lstm) : lstm);
      inputs = spec.encoder().get(l);
    }
    layers.layer(
        new RepeatVector.Builder<>(spec.steps())
            .dataFormat(RNNFormat.NWC)
            .nIn(inputs)
            .nOut(inputs)
            .build());
    for (int l = 0; l < spec.decoder().size(); l++) {
      layers.layer(stock(inputs, spec.decoder().get(l), l > 0));
      inputs = spec.decoder().get(l);
    }
    layers.layer(
        new RnnOutputLayer.Builder(stockLoss())
            .dropOut(dropout(true))
            .activation(Activation.IDENTITY)
            .nIn(inputs)
            .nOut(spec.features())
            .dataFormat(RNNFormat.NWC)
            .build());
  }

  private Layer stock(int inputs, int units, boolean afterLstm) {
    return new LSTM.Builder()
        .dropOut(dropout(afterLstm))
        .nIn(inputs)
        .nOut(units)
        .activation(Activation.TANH)
        .dataFormat(RNNFormat.NWC)
        .build();
  }

  private ILossFunction stockLoss() {
    return switch (spec.loss()) {
      case MSE -> new LossMSE();
      case MAE -> new LossMAE();
      case HUBER -> new HuberLoss();
    };
  }
}
