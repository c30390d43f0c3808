package io.reprise.core.lstm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters of DL4J's LSTM: the same keys, order, shapes, layout and initial values, so that a
 * network's parameter vector serves either engine. {@link LstmForm#INITIAL_STATE} has no W.
 */
final class LstmParameters implements ParamInitializer {

  static final String INPUT = LSTMParamInitializer.INPUT_WEIGHT_KEY;
  static final String RECURRENT = LSTMParamInitializer.RECURRENT_WEIGHT_KEY;
  static final String BIAS = LSTMParamInitializer.BIAS_KEY;

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    OneDnnLstm lstm = (OneDnnLstm) layer;
    return inputWeights(lstm) + recurrentWeights(lstm) + biases(lstm);
  }

  private static long inputWeights(OneDnnLstm lstm) {
    return lstm.getForm().hasInputWeights() ? lstm.getNIn() * biases(lstm) : 0;
  }

  private static long recurrentWeights(OneDnnLstm lstm) {
    return lstm.getNOut() * biases(lstm);
  }

  private static long biases(OneDnnLstm lstm) {
    return Descriptors.GATES * lstm.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return ((OneDnnLstm) layer).getForm().hasInputWeights()
        ? List.of(INPUT, RECURRENT, BIAS)
        : List.of(RECURRENT, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> !BIAS.equals(key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return INPUT.equals(key) || RECURRENT.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray parameters, boolean initialize) {
    OneDnnLstm lstm = (OneDnnLstm) configuration.getLayer();
    paramKeys(lstm).forEach(configuration::addVariable);
    Map<String, INDArray> views = views(lstm, parameters);
    if (initialize) {
      initializeWeights(lstm, views);
      initializeBias(lstm, views.get(BIAS));
    }
    return views;
  }

  private static void initializeWeights(OneDnnLstm lstm, Map<String, INDArray> views) {
    IWeightInit recurrent =
        lstm.getWeightInitFnRecurrent() == null
            ? lstm.getWeightInitFn()
            : lstm.getWeightInitFnRecurrent();
    if (views.containsKey(INPUT)) {
      initialize(lstm, lstm.getWeightInitFn(), views.get(INPUT));
    }
    initialize(lstm, recurrent, views.get(RECURRENT));
  }

  /** DL4J's own fan-in and fan-out, however odd, so that initial values are the same. */
  private static void initialize(OneDnnLstm lstm, IWeightInit weightInit, INDArray view) {
    weightInit.init(
        (double) lstm.getNOut(),
        (double) (lstm.getNIn() + lstm.getNOut()),
        view.shape(),
        IWeightInit.DEFAULT_WEIGHT_INIT_ORDER,
        view.reshape('f', new long[] {view.length()}));
  }

  private static void initializeBias(OneDnnLstm lstm, INDArray bias) {
    long units = lstm.getNOut();
    bias.assign(0);
    bias.get(new INDArrayIndex[] {NDArrayIndex.interval(units, 2 * units)})
        .assign(lstm.getForgetGateBiasInit());
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradients) {
    return views((OneDnnLstm) configuration.getLayer(), gradients);
  }

  private static Map<String, INDArray> views(OneDnnLstm lstm, INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = Collections.synchronizedMap(new LinkedHashMap<>());
    long recurrentFrom = inputWeights(lstm);
    long biasFrom = recurrentFrom + recurrentWeights(lstm);
    if (recurrentFrom > 0) {
      views.put(INPUT, weights(vector, 0, recurrentFrom, lstm.getNIn()));
    }
    views.put(RECURRENT, weights(vector, recurrentFrom, biasFrom, lstm.getNOut()));
    views.put(BIAS, vector.get(NDArrayIndex.interval(biasFrom, biasFrom + biases(lstm))));
    return views;
  }

  private static INDArray weights(INDArray vector, long from, long to, long rows) {
    return vector.get(NDArrayIndex.interval(from, to)).reshape('f', rows, (to - from) / rows);
  }
}
