package io.reprise.core.lstm;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
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
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/**
 * oneDNN's forward LSTM for one shape. Scoring has a primitive of its own, which is faster than
 * that of training, for it keeps nothing for a backward pass.
 */
final class LstmForward implements LstmPrimitive {

  private final LstmShape shape;
  private final lstm_forward.primitive_desc description;
  private final lstm_forward primitive;
  private final long workspaceBytes;
  private final Arguments arguments;
  private final Adapted layerWeights;
  private final Adapted iterationWeights;
  private final NativeFloats scratchpad;
  private final NativeFloats initialCells;
  private final Adapted source;
  private final Adapted state;

  LstmForward(LstmShape shape, memory.desc givenLayerWeights) {
    this.shape = shape;
    this.description = describe(shape);
    this.primitive = new lstm_forward(description);
    this.workspaceBytes = description.workspace_desc().get_size();
    this.layerWeights = new Adapted(givenLayerWeights, description.weights_layer_desc());
    this.iterationWeights =
        new Adapted(
            Descriptors.inputLast(shape.units(), shape.units()), description.weights_iter_desc());
    this.scratchpad = NativeFloats.ofBytes(description.scratchpad_desc().get_size());
    this.initialCells =
        shape.initialState() ? new NativeFloats((long) shape.batch() * shape.units()) : null;
    this.source = Adapted.source(shape);
    this.state = Adapted.state(shape);
    this.arguments = bind();
  }

  private static lstm_forward.primitive_desc describe(LstmShape shape) {
    Precision precision = shape.precision();
    int batch = shape.batch();
    int units = shape.units();
    boolean begins = shape.initialState();
    return new lstm_forward.primitive_desc(
        OneDnn.engine(),
        shape.training() ? prop_kind.forward_training : prop_kind.forward_inference,
        rnn_direction.unidirectional_left2right,
        Descriptors.sequence(precision, batch, shape.steps(), shape.inputs()),
        begins ? Descriptors.state(precision, batch, units) : Descriptors.none(),
        begins ? Descriptors.state(Precision.FLOAT32, batch, units) : Descriptors.none(),
        Descriptors.preferred(precision, shape.inputs(), units),
        Descriptors.preferred(precision, units, units),
        Descriptors.bias(units),
        Descriptors.sequence(precision, batch, shape.steps(), units),
        Descriptors.none(),
        Descriptors.none(),
        attributes(),
        false);
  }

  /**
   * Has the caller bring the scratchpad: oneDNN's own would belong to the thread that created the
   * primitive.
   */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    return attributes;
  }

  private Arguments bind() {
    Arguments bound =
        new Arguments()
            .with(DNNL_ARG_SRC_LAYER, description.src_layer_desc())
            .with(DNNL_ARG_WEIGHTS_LAYER, description.weights_layer_desc())
            .with(DNNL_ARG_WEIGHTS_ITER, description.weights_iter_desc())
            .with(DNNL_ARG_BIAS, description.bias_desc())
            .with(DNNL_ARG_DST_LAYER, description.dst_layer_desc())
            .with(DNNL_ARG_SCRATCHPAD, description.scratchpad_desc(), scratchpad.address());
    if (shape.training()) {
      bound.with(DNNL_ARG_WORKSPACE, description.workspace_desc());
    }
    if (shape.initialState()) {
      bound
          .with(DNNL_ARG_SRC_ITER, description.src_iter_desc())
          .with(DNNL_ARG_SRC_ITER_C, description.src_iter_c_desc(), initialCells.address());
    }
    return bound;
  }

  lstm_forward.primitive_desc description() {
    return description;
  }

  long workspaceBytes() {
    return workspaceBytes;
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
   * {@code begin} is read only where the shape has a state, {@code workspace} written only in
   * training.
   */
  void execute(stream stream, long given, long begin, long output, long workspace) {
    arguments.at(DNNL_ARG_SRC_LAYER, source.prepare(stream, given)).at(DNNL_ARG_DST_LAYER, output);
    if (shape.training()) {
      arguments.at(DNNL_ARG_WORKSPACE, workspace);
    }
    if (shape.initialState()) {
      arguments.at(DNNL_ARG_SRC_ITER, state.prepare(stream, begin));
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
    if (initialCells != null) {
      initialCells.close();
    }
    primitive.deallocate();
    description.deallocate();
  }
}
