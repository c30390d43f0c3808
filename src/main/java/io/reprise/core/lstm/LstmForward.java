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
  private final Weights layerWeights;
  private final Weights iterationWeights;
  private final NativeFloats scratchpad;
  private final NativeFloats initialCells;

  LstmForward(LstmShape shape, memory.desc givenLayerWeights) {
    this.shape = shape;
    this.description = describe(shape);
    this.primitive = new lstm_forward(description);
    this.workspaceBytes = description.workspace_desc().get_size();
    this.layerWeights = new Weights(givenLayerWeights, description.weights_layer_desc());
    this.iterationWeights =
        new Weights(
            Descriptors.inputLast(shape.units(), shape.units()), description.weights_iter_desc());
    this.scratchpad = NativeFloats.ofBytes(description.scratchpad_desc().get_size());
    this.initialCells =
        shape.initialState() ? new NativeFloats((long) shape.batch() * shape.units()) : null;
    this.arguments = bind();
  }

  private static lstm_forward.primitive_desc describe(LstmShape shape) {
    memory.desc state =
        shape.initialState() ? Descriptors.state(shape.batch(), shape.units()) : Descriptors.none();
    return new lstm_forward.primitive_desc(
        OneDnn.engine(),
        shape.training() ? prop_kind.forward_training : prop_kind.forward_inference,
        rnn_direction.unidirectional_left2right,
        Descriptors.sequence(shape.batch(), shape.steps(), shape.inputs()),
        state,
        state,
        Descriptors.preferred(shape.inputs(), shape.units()),
        Descriptors.preferred(shape.units(), shape.units()),
        Descriptors.bias(shape.units()),
        Descriptors.sequence(shape.batch(), shape.steps(), shape.units()),
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
   * {@code state} is read only where the shape has one, {@code workspace} written only in training.
   */
  void execute(stream stream, long source, long state, long output, long workspace) {
    arguments.at(DNNL_ARG_SRC_LAYER, source).at(DNNL_ARG_DST_LAYER, output);
    if (shape.training()) {
      arguments.at(DNNL_ARG_WORKSPACE, workspace);
    }
    if (shape.initialState()) {
      arguments.at(DNNL_ARG_SRC_ITER, state);
    }
    arguments.execute(primitive, stream);
  }

  @Override
  public void close() {
    arguments.close();
    layerWeights.close();
    iterationWeights.close();
    scratchpad.close();
    if (initialCells != null) {
      initialCells.close();
    }
    primitive.deallocate();
    description.deallocate();
  }
}
