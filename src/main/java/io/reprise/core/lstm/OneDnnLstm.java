package io.reprise.core.lstm;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An LSTM layer's configuration: DL4J's LSTM with tanh and sigmoid gates, its parameters and its
 * initial values, in one of several forms. oneDNN computes it.
 */
public final class OneDnnLstm extends AbstractLSTM {

  private static final long serialVersionUID = 1;

  private LstmForm form = LstmForm.SEQUENCE;
  private int steps;
  private Precision precision = Precision.FLOAT32;

  /** For DL4J's JSON. */
  OneDnnLstm() {}

  private OneDnnLstm(Builder builder) {
    super(builder);
    initializeConstraints(builder);
    this.form = builder.form;
    this.steps = builder.steps;
    this.precision = builder.precision;
    validate();
  }

  private void validate() {
    if (form.takesSequence() != (steps == 0)) {
      throw new IllegalArgumentException(
          "A decoder needs its number of steps and no other form has one: %s was given %d"
              .formatted(form, steps));
    }
    if (form == LstmForm.INITIAL_STATE && nIn != nOut) {
      throw new IllegalArgumentException(
          "An initial state has as many numbers as the layer has units, not %d for %d"
              .formatted(nIn, nOut));
    }
  }

  public LstmForm getForm() {
    return form;
  }

  /** The steps that a decoder gives; 0 in other forms, which give as many as they take. */
  public int getSteps() {
    return steps;
  }

  public Precision getPrecision() {
    return precision;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    LayerValidation.assertNInNOutSet("OneDnnLstm", getLayerName(), index, getNIn(), getNOut());
    validateComputable(dataType);
    OneDnnLstmLayer layer = new OneDnnLstmLayer(configuration, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  private void validateComputable(DataType dataType) {
    boolean computable =
        dataType == DataType.FLOAT
            && rnnDataFormat == RNNFormat.NWC
            && activationFn instanceof ActivationTanH
            && gateActivationFn instanceof ActivationSigmoid
            && weightNoise == null;
    if (!computable) {
      throw new IllegalArgumentException(
          "This LSTM computes floats in NWC format by tanh and sigmoid gates, without weight noise;"
              + " use DL4J's own for anything else");
    }
  }

  @Override
  public ParamInitializer initializer() {
    return new LstmParameters();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (!form.givesSequence()) {
      return InputType.feedForward(nOut);
    }
    return form.takesSequence()
        ? super.getOutputType(layerIndex, inputType)
        : InputType.recurrent(nOut, steps, RNNFormat.NWC);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (form.takesSequence()) {
      super.setNIn(inputType, override);
    } else if (nIn <= 0 || override) {
      nIn = inputType.arrayElementsPerExample();
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return form.takesSequence() ? super.getPreProcessorForInputType(inputType) : null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            layerName, OneDnnLstm.class, inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof OneDnnLstm lstm
        && form == lstm.form
        && steps == lstm.steps
        && precision == lstm.precision;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), form, steps, precision);
  }

  /** Builds a {@link LstmForm#SEQUENCE} in float32 unless told otherwise. */
  @SuppressWarnings("unchecked") // DL4J's build() has a type parameter of its own.
  public static final class Builder extends AbstractLSTM.Builder<Builder> {

    private LstmForm form = LstmForm.SEQUENCE;
    private int steps;
    private Precision precision = Precision.FLOAT32;

    public Builder() {
      activation(Activation.TANH);
      dataFormat(RNNFormat.NWC);
    }

    public Builder precision(Precision precision) {
      this.precision = precision;
      return this;
    }

    /** Hand on the last valid step only. */
    public Builder lastStep() {
      form = LstmForm.LAST_STEP;
      return this;
    }

    /** Decode a vector by repeating it as the input of every step. */
    public Builder repeat(int steps) {
      return decode(LstmForm.REPEAT, steps);
    }

    /** Decode a vector by taking it as the initial hidden state. */
    public Builder initialState(int steps) {
      return decode(LstmForm.INITIAL_STATE, steps);
    }

    private Builder decode(LstmForm form, int steps) {
      this.form = form;
      this.steps = steps;
      return this;
    }

    @Override
    public OneDnnLstm build() {
      return new OneDnnLstm(this);
    }
  }
}
