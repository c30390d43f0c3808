package io.reprise.core.network;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Builds the network of a specification: the encoder's last step is all that the decoder is told,
 * once a step, and the output layer turns the decoder's steps back into features. Arrays are {@code
 * [batch, step, feature]} throughout.
 */
public final class Autoencoder {

  private Autoencoder() {}

  /** A new network with its initial parameters, the same for the same specification. */
  public static MultiLayerNetwork build(NetworkSpec spec) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(spec.seed())
            .dataType(DataType.FLOAT)
            .updater(new Adam(spec.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .list();
    int inputs = spec.features();
    for (int l = 0; l < spec.encoder().size(); l++) {
      int units = spec.encoder().get(l);
      Layer lstm = lstm(inputs, units);
      layers.layer(l == spec.encoder().size() - 1 ? new LastTimeStep(lstm) : lstm);
      inputs = units;
    }
    layers.layer(
        new RepeatVector.Builder(spec.steps())
            .dataFormat(RNNFormat.NWC)
            .nIn(inputs)
            .nOut(inputs)
            .build());
    for (int units : spec.decoder()) {
      layers.layer(lstm(inputs, units));
      inputs = units;
    }
    layers.layer(
        new RnnOutputLayer.Builder(lossFunction(spec.loss()))
            .activation(Activation.IDENTITY)
            .nIn(inputs)
            .nOut(spec.features())
            .dataFormat(RNNFormat.NWC)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static Layer lstm(int inputs, int units) {
    return new LSTM.Builder()
        .nIn(inputs)
        .nOut(units)
        .activation(Activation.TANH)
        .dataFormat(RNNFormat.NWC)
        .build();
  }

  private static ILossFunction lossFunction(Loss loss) {
    return switch (loss) {
      case MSE -> new LossMSE();
      case MAE -> new LossMAE();
      case HUBER -> new HuberLoss();
    };
  }
}
