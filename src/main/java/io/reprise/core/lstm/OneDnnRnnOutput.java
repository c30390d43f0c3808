package io.reprise.core.lstm;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An output layer's configuration: dense at every step, no activation, a loss between sequences.
 * Parameters and initial values are those of DL4J's RnnOutputLayer.
 */
public final class OneDnnRnnOutput extends FeedForwardLayer {

  private static final long serialVersionUID = 1;

  private SequenceLoss loss = SequenceLoss.MSE;

  /** For DL4J's JSON. */
  OneDnnRnnOutput() {}

  private OneDnnRnnOutput(Builder builder) {
    super(builder);
    initializeConstraints(builder);
    this.loss = builder.loss;
  }

  public SequenceLoss getLoss() {
    return loss;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    LayerValidation.assertNInNOutSet("OneDnnRnnOutput", getLayerName(), index, getNIn(), getNOut());
    if (dataType != DataType.FLOAT
        || !(activationFn instanceof ActivationIdentity)
        || weightNoise != null) {
      throw new IllegalArgumentException(
          "This output layer computes floats by identity, without weight noise;"
              + " use DL4J's own for anything else");
    }
    OneDnnRnnOutputLayer layer = new OneDnnRnnOutputLayer(configuration, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeRecurrent sequence = (InputType.InputTypeRecurrent) inputType;
    return InputType.recurrent(nOut, sequence.getTimeSeriesLength(), RNNFormat.NWC);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            layerName, OneDnnRnnOutput.class, inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof OneDnnRnnOutput output && loss == output.loss;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), loss);
  }

  /** Builds an output layer by its loss. */
  @SuppressWarnings("unchecked") // DL4J's build() has a type parameter of its own.
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private final SequenceLoss loss;

    public Builder(SequenceLoss loss) {
      this.loss = loss;
      activation(Activation.IDENTITY);
    }

    @Override
    public OneDnnRnnOutput build() {
      return new OneDnnRnnOutput(this);
    }
  }
}
