package io.reprise.core.lstm;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/** oneDNN's backward LSTM for one shape. It adds to the gradients that it is given. */
final class LstmBackward implements LstmPrimitive {

  private final LstmShape shape;
  private final lstm_backward.primitive_desc description;
  private final lstm_backward primitive;
  private final Arguments arguments;
  private final Adapted layerWeights;
  private final Adapted iterationWeights;
  private final Adapted source;
  private final Adapted state;
  private final NativeFloats scratchpad;
  private final NativeFloats initialCells;
  private final NativeFloats initialCellsGradient;

  LstmBackward(
      LstmShape shape, memory.desc givenLayerWeights, lstm_forward.primitive_desc forward) {
    this.shape = shape;
    this.description = describe(shape, forward);
    this.primitive = new lstm_backward(description);
    this.layerWeights = new Adapted(givenLayerWeights, description.weights_layer_desc());
    this.iterationWeights =
        new Adapted(
            Descriptors.inputLast(shape.units(), shape.units()), description.weights_iter_desc());
    this.scratchpad = NativeFloats.ofBytes(description.scratchpad_desc().get_size());
    long cells = shape.initialState() ? (long) shape.batch() * shape.units() : 0;
    this.initialCells = new NativeFloats(cells);
    this.initialCellsGradient = new NativeFloats(cells);
    this.source = Adapted.source(shape);
    this.state = Adapted.state(shape);
    this.arguments = bind();
  }

  private static lstm_backward.primitive_desc describe(
      LstmShape shape, lstm_forward.primitive_desc forward) {
    Precision precision = shape.precision();
    int batch = shape.batch();
    int units = shape.units();
    memory.desc none = Descriptors.none();
    memory.desc cells =
        shape.initialState() ? Descriptors.state(Precision.FLOAT32, batch, units) : none;
    return new lstm_backward.primitive_desc(
        OneDnn.engine(),
        prop_kind.backward,
        rnn_direction.unidirectional_left2right,
        Descriptors.sequence(precision, batch, shape.steps(), shape.inputs()),
        shape.initialState() ? Descriptors.state(precision, batch, units) : none,
        cells,
        Descriptors.preferred(precision, shape.inputs(), units),
        Descriptors.preferred(precision, units, units),
        Descriptors.bias(units),
        Descriptors.sequence(precision, batch, shape.steps(), units),
        none,
        none,
        Descriptors.sequence(Precision.FLOAT32, batch, shape.steps(), shape.inputs()),
        cells,
        cells,
        Descriptors.inputFirst(shape.inputs(), units),
        Descriptors.inputFirst(units, units),
        Descriptors.bias(units),
        Descriptors.sequence(Precision.FLOAT32, batch, shape.steps(), units),
        none,
        none,
        forward,
        LstmForward.attributes(),
        false);
  }

  private Arguments bind() {
    Arguments bound =
        new Arguments()
            .with(DNNL_ARG_SRC_LAYER, description.src_layer_desc())
            .with(DNNL_ARG_WEIGHTS_LAYER, description.weights_layer_desc())
            .with(DNNL_ARG_WEIGHTS_ITER, description.weights_iter_desc())
            .with(DNNL_ARG_BIAS, description.bias_desc())
            .with(DNNL_ARG_DST_LAYER, description.dst_layer_desc())
            .with(DNNL_ARG_WORKSPACE, description.workspace_desc())
            .with(DNNL_ARG_DIFF_DST_LAYER, description.diff_dst_layer_desc())
            .with(DNNL_ARG_DIFF_SRC_LAYER, description.diff_src_layer_desc())
            .with(DNNL_ARG_DIFF_WEIGHTS_LAYER, description.diff_weights_layer_desc())
            .with(DNNL_ARG_DIFF_WEIGHTS_ITER, description.diff_weights_iter_desc())
            .with(DNNL_ARG_DIFF_BIAS, description.diff_bias_desc())
            .with(DNNL_ARG_SCRATCHPAD, description.scratchpad_desc(), scratchpad.address());
    if (shape.initialState()) {
      bound
          .with(DNNL_ARG_SRC_ITER, description.src_iter_desc())
          .with(DNNL_ARG_SRC_ITER_C, description.src_iter_c_desc(), initialCells.address())
          .with(DNNL_ARG_DIFF_SRC_ITER, description.diff_src_iter_desc())
          .with(
              DNNL_ARG_DIFF_SRC_ITER_C,
              description.diff_src_iter_c_desc(),
              initialCellsGradient.address());
    }
    return bound;
  }

  @Override
  public void loadLayerWeights(stream stream, long given) {
    arguments.at(DNNL_ARG_WEIGHTS_LAYER, layerWeights.prepare(stream, given));
  }

  @Override
  public void loadIterationWeights(stream stream, long given, long bias) {
    arguments.at(DNNL_ARG_WEIGHTS_ITER, iterationWeights.prepare(stream, given));
    arguments.at(DNNL_ARG_BIAS, bias);
  }

  /**
   * What the forward pass was given, and what it wrote at {@code output}, for the pass that comes
   * next.
   */
  LstmBackward after(stream stream, long given, long begin, long output, long workspace) {
    arguments
        .at(DNNL_ARG_SRC_LAYER, source.prepare(stream, given))
        .at(DNNL_ARG_DST_LAYER, output)
        .at(DNNL_ARG_WORKSPACE, workspace);
    if (shape.initialState()) {
      arguments.at(DNNL_ARG_SRC_ITER, state.prepare(stream, begin));
    }
    return this;
  }

  /** Where to add the gradients of the parameters; the layer's are {@code [input, gate, unit]}. */
  LstmBackward addingTo(long layerWeights, long iterationWeights, long bias) {
    arguments
        .at(DNNL_ARG_DIFF_WEIGHTS_LAYER, layerWeights)
        .at(DNNL_ARG_DIFF_WEIGHTS_ITER, iterationWeights)
        .at(DNNL_ARG_DIFF_BIAS, bias);
    return this;
  }

  /** {@code stateGradient} is written only where the shape has an initial state. */
  void execute(stream stream, long outputGradient, long sourceGradient, long stateGradient) {
    arguments
        .at(DNNL_ARG_DIFF_DST_LAYER, outputGradient)
        .at(DNNL_ARG_DIFF_SRC_LAYER, sourceGradient);
    if (shape.initialState()) {
      arguments.at(DNNL_ARG_DIFF_SRC_ITER, stateGradient);
    }
    arguments.execute(primitive, stream);
  }

  @Override
  public String implementation() {
    return description.impl_info_str().getString();
  }

  @Override
  public void close() {
    arguments.close();
    layerWeights.close();
    iterationWeights.close();
    source.close();
    state.close();
    scratchpad.close();
    initialCells.close();
    initialCellsGradient.close();
    primitive.deallocate();
    description.deallocate();
  }
}
