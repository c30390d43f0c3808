package io.reprise.core.lstm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** The same autoencoder by DL4J's stock layers and by ours, and data for it. */
final class Networks {

  private Networks() {}

  @SuppressWarnings("rawtypes") // RepeatVector.Builder, as DL4J declares it.
  static MultiLayerNetwork stock(
      int features, int steps, List<Integer> encoder, List<Integer> decoder, SequenceLoss loss) {
    NeuralNetConfiguration.ListBuilder layers = layers();
    int inputs = features;
    for (int l = 0; l < encoder.size(); l++) {
      Layer lstm = stockLstm(inputs, encoder.get(l));
      layers.layer(l == encoder.size() - 1 ? new LastTimeStep(lstm) : lstm);
      inputs = encoder.get(l);
    }
    layers.layer(
        new RepeatVector.Builder(steps).dataFormat(RNNFormat.NWC).nIn(inputs).nOut(inputs).build());
    for (int units : decoder) {
      layers.layer(stockLstm(inputs, units));
      inputs = units;
    }
    layers.layer(
        new RnnOutputLayer.Builder(stockLoss(loss))
            .activation(Activation.IDENTITY)
            .dataFormat(RNNFormat.NWC)
            .nIn(inputs)
            .nOut(features)
            .build());
    return initialized(layers);
  }

  static MultiLayerNetwork ours(
      int features, int steps, List<Integer> encoder, List<Integer> decoder, SequenceLoss loss) {
    return ours(Precision.FLOAT32, features, steps, encoder, decoder, loss);
  }

  static MultiLayerNetwork ours(
      Precision precision,
      int features,
      int steps,
      List<Integer> encoder,
      List<Integer> decoder,
      SequenceLoss loss) {
    OneDnnLstm.Builder first = lstm(precision).repeat(steps);
    return ours(precision, features, encoder, decoder, loss, first);
  }

  /** The decoder's first layer takes the encoder's vector as its initial state. */
  static MultiLayerNetwork withInitialState(
      int features, int steps, List<Integer> encoder, List<Integer> decoder, SequenceLoss loss) {
    return withInitialState(Precision.FLOAT32, features, steps, encoder, decoder, loss);
  }

  static MultiLayerNetwork withInitialState(
      Precision precision,
      int features,
      int steps,
      List<Integer> encoder,
      List<Integer> decoder,
      SequenceLoss loss) {
    OneDnnLstm.Builder first = lstm(precision).initialState(steps);
    return ours(precision, features, encoder, decoder, loss, first);
  }

  private static OneDnnLstm.Builder lstm(Precision precision) {
    return new OneDnnLstm.Builder().precision(precision);
  }

  private static MultiLayerNetwork ours(
      Precision precision,
      int features,
      List<Integer> encoder,
      List<Integer> decoder,
      SequenceLoss loss,
      OneDnnLstm.Builder firstOfDecoder) {
    NeuralNetConfiguration.ListBuilder layers = layers();
    int inputs = features;
    for (int l = 0; l < encoder.size(); l++) {
      OneDnnLstm.Builder lstm = lstm(precision);
      layers.layer(
          (l == encoder.size() - 1 ? lstm.lastStep() : lstm)
              .nIn(inputs)
              .nOut(encoder.get(l))
              .build());
      inputs = encoder.get(l);
    }
    for (int l = 0; l < decoder.size(); l++) {
      OneDnnLstm.Builder lstm = l == 0 ? firstOfDecoder : lstm(precision);
      layers.layer(lstm.nIn(inputs).nOut(decoder.get(l)).build());
      inputs = decoder.get(l);
    }
    layers.layer(new OneDnnRnnOutput.Builder(loss).nIn(inputs).nOut(features).build());
    return initialized(layers);
  }

  /** The decoder of {@code ours} by stock layers, for an input of one feature that is zero. */
  static MultiLayerNetwork stockDecoder(MultiLayerNetwork ours) {
    int units = (int) ours.getLayer(1).getParam("RW").size(0);
    int features = (int) ours.getLayer(2).getParam("b").length();
    MultiLayerNetwork stock =
        initialized(
            layers()
                .layer(stockLstm(1, units))
                .layer(
                    new RnnOutputLayer.Builder(new LossMSE())
                        .activation(Activation.IDENTITY)
                        .dataFormat(RNNFormat.NWC)
                        .nIn(units)
                        .nOut(features)
                        .build()));
    for (String key : List.of("RW", "b")) {
      stock.getLayer(0).getParam(key).assign(ours.getLayer(1).getParam(key));
    }
    for (String key : List.of("W", "b")) {
      stock.getLayer(1).getParam(key).assign(ours.getLayer(2).getParam(key));
    }
    return stock;
  }

  private static NeuralNetConfiguration.ListBuilder layers() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(DataType.FLOAT)
        .updater(new Adam(0.001))
        .weightInit(WeightInit.XAVIER)
        .list();
  }

  private static MultiLayerNetwork initialized(NeuralNetConfiguration.ListBuilder layers) {
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static Layer stockLstm(int inputs, int units) {
    return new LSTM.Builder()
        .nIn(inputs)
        .nOut(units)
        .activation(Activation.TANH)
        .dataFormat(RNNFormat.NWC)
        .build();
  }

  private static ILossFunction stockLoss(SequenceLoss loss) {
    return switch (loss) {
      case MSE -> new LossMSE();
      case MAE -> new LossMAE();
      case HUBER -> throw new IllegalArgumentException("DL4J has no Huber loss");
    };
  }

  static DataSet random(int batch, int steps, int features, long seed) {
    INDArray array = Nd4j.createFromArray(values(batch * steps * features, seed));
    array = array.reshape('c', batch, steps, features);
    return new DataSet(array, array);
  }

  /** Sequences of {@code lengths} steps, what follows them filled with {@code padding}. */
  static DataSet padded(int[] lengths, int steps, int features, float padding, long seed) {
    DataSet data = random(lengths.length, steps, features, seed);
    INDArray mask = Nd4j.zeros(DataType.FLOAT, lengths.length, steps);
    for (int sequence = 0; sequence < lengths.length; sequence++) {
      for (int step = 0; step < steps; step++) {
        if (step < lengths[sequence]) {
          mask.putScalar(sequence, step, 1);
        } else {
          data.getFeatures().slice(sequence).slice(step).assign(padding);
        }
      }
    }
    data.setFeaturesMaskArray(mask);
    data.setLabelsMaskArray(mask);
    return data;
  }

  private static float[] values(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Makes parameters that a trained network might have, larger than the initial ones. */
  static void scramble(MultiLayerNetwork network, long seed) {
    float[] values = values((int) network.numParams(), seed);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.2f;
    }
    network.setParams(Nd4j.createFromArray(values).reshape(1, values.length));
  }

  static double differentiate(MultiLayerNetwork network, DataSet data) {
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.score();
  }

  /** The largest difference, relative to the largest number. */
  static double relativeDifference(INDArray actual, INDArray expected) {
    double scale = Math.max(expected.amaxNumber().doubleValue(), 1e-6);
    return actual.sub(expected).amaxNumber().doubleValue() / scale;
  }

  static INDArray output(MultiLayerNetwork network, DataSet data) {
    INDArray output =
        network.output(
            data.getFeatures(), false, data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    return output.dup('c');
  }

  /** The gradient of every parameter, by the name of its layer and key. */
  static Map<String, INDArray> gradients(MultiLayerNetwork network) {
    Map<String, INDArray> named = new LinkedHashMap<>();
    network.gradient().gradientForVariable().forEach((key, value) -> named.put(key, value.dup()));
    return named;
  }
}
