package io.reprise.core.lstm;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes what {@link OneDnnLstm} configures. */
final class OneDnnLstmLayer extends BaseRecurrentLayer<OneDnnLstm> {

  private static final long serialVersionUID = 1;

  private final int inputs;
  private final int units;
  private final LstmForm form;
  private transient Lstm lstm;

  /** The input of the last forward pass, for the backward pass. */
  private transient INDArray source;

  private transient INDArray output;
  private transient Lengths lengths;
  private transient boolean trained;

  OneDnnLstmLayer(NeuralNetConfiguration configuration, DataType dataType) {
    super(configuration, dataType);
    this.inputs = Math.toIntExact(layerConf().getNIn());
    this.units = Math.toIntExact(layerConf().getNOut());
    this.form = layerConf().getForm();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    validateInput();
    source = Floats.inOrder(input);
    lengths = Lengths.of(form.takesSequence() ? maskArray : null, steps());
    output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, outputShape(), 'c');
    compute(training);
    return output;
  }

  private void compute(boolean training) {
    load();
    lstm().forward(batch(), training);
    if (form.givesSequence()) {
      lengths.zeroPadding(Address.of(output), units);
    }
    trained = training;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray outputGradient, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    if (!trained) {
      // Scoring keeps nothing for a backward pass.
      compute(true);
    }
    INDArray given = Floats.inOrder(outputGradient);
    if (form.givesSequence()) {
      lengths.zeroPadding(Address.of(given), units);
    }
    INDArray inputGradient =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, source.shape(), 'c');
    lstm()
        .backward(
            batch(),
            new LstmGradients(
                Address.of(given),
                Address.of(inputGradient),
                form.hasInputWeights() ? gradientAddress(LstmParameters.INPUT) : 0,
                gradientAddress(LstmParameters.RECURRENT),
                gradientAddress(LstmParameters.BIAS)));
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(gradient.gradientForVariable()::put);
    return new Pair<>(gradient, backpropDropOutIfPresent(inputGradient));
  }

  private void validateInput() {
    int channelAxis = form.takesSequence() ? 2 : 1;
    if (input.rank() != channelAxis + 1 || input.size(channelAxis) != inputs) {
      throw new IllegalArgumentException(
          "%s in form %s takes %s with %d channels, not an array of %s"
              .formatted(
                  layerId(),
                  form,
                  form.takesSequence() ? "[batch, step, channel]" : "[batch, channel]",
                  inputs,
                  Arrays.toString(input.shape())));
    }
  }

  private Lstm lstm() {
    if (lstm == null) {
      // Not before: Spark's driver only holds the network, and may lack what its executors have.
      layerConf().getPrecision().require();
      lstm = Lstm.of(form, inputs, units, layerConf().getPrecision());
    }
    return lstm;
  }

  /**
   * Loads the parameters for every pass. DL4J does not say when they change, and in training they
   * change in every step.
   */
  private void load() {
    lstm()
        .load(
            form.hasInputWeights() ? Address.of(getParam(LstmParameters.INPUT)) : 0,
            Address.of(getParam(LstmParameters.RECURRENT)),
            Address.of(getParam(LstmParameters.BIAS)));
  }

  private LstmBatch batch() {
    return new LstmBatch(size(), steps(), lengths, Address.of(source), Address.of(output));
  }

  private int size() {
    return Math.toIntExact(input.size(0));
  }

  private int steps() {
    return form.takesSequence() ? Math.toIntExact(input.size(1)) : layerConf().getSteps();
  }

  private long[] outputShape() {
    return form.givesSequence() ? new long[] {size(), steps(), units} : new long[] {size(), units};
  }

  private long gradientAddress(String key) {
    return Address.of(gradientViews.get(key));
  }

  @Override
  public void clear() {
    super.clear();
    source = null;
    output = null;
  }

  /** Frees native memory at once; the layer may be used again. */
  @Override
  public void close() {
    if (lstm != null) {
      lstm.close();
      lstm = null;
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    maskArray = mask;
    maskState = state;
    return new Pair<>(form == LstmForm.LAST_STEP ? null : mask, MaskState.Passthrough);
  }

  @Override
  public Type type() {
    return form.givesSequence() ? Type.RECURRENT : Type.FEED_FORWARD;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
    throw wholeSequencesOnly();
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
    throw wholeSequencesOnly();
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray outputGradient, int backwardLength, LayerWorkspaceMgr workspaces) {
    throw wholeSequencesOnly();
  }

  private static UnsupportedOperationException wholeSequencesOnly() {
    return new UnsupportedOperationException(
        "This LSTM computes whole sequences only; use DL4J's own to carry state between calls");
  }
}
