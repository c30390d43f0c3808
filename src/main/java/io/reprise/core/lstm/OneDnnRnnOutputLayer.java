package io.reprise.core.lstm;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes what {@link OneDnnRnnOutput} configures. */
final class OneDnnRnnOutputLayer extends ReplayLayer {

  private static final long serialVersionUID = 1;

  private final int inputs;
  private final int outputs;
  private transient Projection projection;
  private transient NativeFloats buffer;

  /** The loss that the backward pass computed besides; NaN where there was no backward pass. */
  private double foundLoss = Double.NaN;

  OneDnnRnnOutputLayer(NeuralNetConfiguration configuration, DataType dataType) {
    super(configuration, dataType);
    this.inputs = Math.toIntExact(layerConf().getNIn());
    this.outputs = Math.toIntExact(layerConf().getNOut());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    applyDropOutIfNecessary(training, workspaces);
    INDArray source = Floats.inOrder(input);
    validate(source);
    INDArray output =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {size(), steps(), outputs}, 'c');
    forward(source, Address.of(output));
    Lengths.of(maskArray, steps()).zeroPadding(Address.of(output), outputs);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray ignored, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    applyDropOutIfNecessary(true, workspaces);
    INDArray source = Floats.inOrder(input);
    float[] derivatives = differences(source);
    foundLoss = Arrays.stream(differentiate(derivatives)).sum();
    INDArray sourceGradient =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, source.shape(), 'c');
    multiply(derivatives, source, sourceGradient);
    storeBiasGradient(derivatives);
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(gradient.gradientForVariable()::put);
    return new Pair<>(gradient, backpropDropOutIfPresent(sourceGradient));
  }

  /** The output of every row {@code [batch × step]}. */
  private void forward(INDArray source, long output) {
    if (projection == null) {
      projection = new Projection(inputs, outputs);
    }
    projection.execute(
        rows(),
        Address.of(source),
        Address.of(getParam(DefaultParamInitializer.WEIGHT_KEY)),
        Address.of(getParam(DefaultParamInitializer.BIAS_KEY)),
        output);
  }

  private float[] differences(INDArray source) {
    validate(source);
    float[] values = new float[rows() * outputs];
    long product = outputs(values.length).address();
    forward(source, product);
    new Address(product).get(values);
    float[] wanted = Floats.copy(labels);
    if (wanted.length != values.length) {
      throw new IllegalArgumentException(
          "Labels must be as the output, [%d, %d, %d], not %s"
              .formatted(size(), steps(), outputs, Arrays.toString(labels.shape())));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= wanted[i];
    }
    zeroPadding(values);
    return values;
  }

  /** Turns differences into derivatives and returns the loss of each sequence. */
  private double[] differentiate(float[] differences) {
    double[] losses = new double[size()];
    int floats = steps() * outputs;
    for (int sequence = 0; sequence < losses.length; sequence++) {
      int from = sequence * floats;
      losses[sequence] =
          layerConf().getLoss().differentiate(differences, from, from + floats, 1f / outputs);
    }
    return losses;
  }

  private void multiply(float[] derivatives, INDArray source, INDArray sourceGradient) {
    Matrix copy = outputs(derivatives.length);
    new Address(copy.address()).put(derivatives);
    copy.times(weights(params), sources(sourceGradient), 0);
    copy.transposedTimes(sources(source), weights(gradientViews), 0);
  }

  private void storeBiasGradient(float[] derivatives) {
    float[] sum = new float[outputs];
    for (int row = 0; row < derivatives.length; row += outputs) {
      for (int feature = 0; feature < outputs; feature++) {
        sum[feature] += derivatives[row + feature];
      }
    }
    new Address(Address.of(gradientViews.get(DefaultParamInitializer.BIAS_KEY))).put(sum);
  }

  private void zeroPadding(float[] values) {
    Lengths lengths = Lengths.of(maskArray, steps());
    if (!lengths.arePadded()) {
      return;
    }
    for (int sequence = 0; sequence < size(); sequence++) {
      int first = (sequence * steps() + lengths.validSteps(sequence)) * outputs;
      Arrays.fill(values, first, (sequence + 1) * steps() * outputs, 0);
    }
  }

  private void validate(INDArray source) {
    if (source.rank() != 3 || source.size(2) != inputs) {
      throw new IllegalArgumentException(
          "%s takes [batch, step, %d], not an array of %s"
              .formatted(layerId(), inputs, Arrays.toString(source.shape())));
    }
  }

  private Matrix sources(INDArray array) {
    return new Matrix(Address.of(array), rows(), inputs);
  }

  /**
   * A buffer for outputs or their derivatives. There is only one, and it grows to the largest
   * batch.
   */
  private Matrix outputs(int floats) {
    buffer = buffer == null ? new NativeFloats(floats) : buffer.atLeast(floats);
    return new Matrix(buffer.address(), rows(), outputs);
  }

  /** DL4J's {@code [input, output]} in 'f' order. */
  private Matrix weights(Map<String, INDArray> views) {
    return new Matrix(Address.of(views.get(DefaultParamInitializer.WEIGHT_KEY)), outputs, inputs);
  }

  private int size() {
    return Math.toIntExact(input.size(0));
  }

  private int steps() {
    return Math.toIntExact(input.size(1));
  }

  private int rows() {
    return size() * steps();
  }

  /** After a backward pass this is its loss, without another forward pass. */
  @Override
  public double computeScore(
      double regularization, boolean training, LayerWorkspaceMgr workspaces) {
    double loss = foundLoss;
    if (Double.isNaN(loss) || !training) {
      loss = Arrays.stream(differentiate(differences(Floats.inOrder(input)))).sum();
    }
    foundLoss = Double.NaN;
    score = (conf().isMiniBatch() ? loss / size() : loss) + regularization;
    return score;
  }

  @Override
  public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaces) {
    double[] losses = differentiate(differences(Floats.inOrder(input)));
    INDArray scores =
        Nd4j.createFromArray(losses)
            .castTo(dataType)
            .reshape(losses.length, 1)
            .addi(regularization);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, scores);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    foundLoss = Double.NaN;
  }

  @Override
  public void clear() {
    super.clear();
    foundLoss = Double.NaN;
  }

  /** Frees native memory at once; the layer may be used again. */
  @Override
  public void close() {
    if (projection != null) {
      projection.close();
      projection = null;
    }
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  /** This is the last layer, so nobody needs the mask of the input any more. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    return null;
  }
}
