package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;

/** The primitives of one shape, and the buffers that only that shape needs. */
final class LstmPlan implements Plans.Plan {

  private final LstmShape shape;
  private final memory.desc givenLayerWeights;
  private final LstmForward forward;
  private final Widened output;
  private NativeFloats source;
  private LstmBackward backward;
  private NativeFloats sourceGradient;
  private NativeFloats outputGradient;
  private long forwardWeights;
  private long backwardWeights;

  LstmPlan(LstmShape shape, memory.desc givenLayerWeights) {
    this.shape = shape;
    this.givenLayerWeights = givenLayerWeights;
    this.forward = new LstmForward(shape, givenLayerWeights);
    this.output = new Widened(shape);
  }

  LstmShape shape() {
    return shape;
  }

  LstmForward forward() {
    return forward;
  }

  LstmBackward backward() {
    if (backward == null) {
      backward = new LstmBackward(shape, givenLayerWeights, forward.description());
    }
    return backward;
  }

  Widened output() {
    return output;
  }

  /** {@code [batch, step, input]}, for forms whose input is not a sequence of the caller's. */
  NativeFloats source() {
    if (source == null) {
      source = new NativeFloats(sourceFloats());
    }
    return source;
  }

  /** Takes a gradient that nobody reads. */
  NativeFloats sourceGradient() {
    if (sourceGradient == null) {
      sourceGradient = new NativeFloats(sourceFloats());
    }
    return sourceGradient;
  }

  /** {@code [batch, step, unit]}, zero whenever nobody is using it. */
  NativeFloats outputGradient() {
    if (outputGradient == null) {
      outputGradient = new NativeFloats(shape.outputs());
    }
    return outputGradient;
  }

  private long sourceFloats() {
    return (long) shape.batch() * shape.steps() * shape.inputs();
  }

  /** Whether the forward primitive still has other weights than those of this version. */
  boolean forwardNeeds(long version) {
    boolean stale = forwardWeights != version;
    forwardWeights = version;
    return stale;
  }

  boolean backwardNeeds(long version) {
    boolean stale = backwardWeights != version;
    backwardWeights = version;
    return stale;
  }

  @Override
  public void close() {
    forward.close();
    output.close();
    if (backward != null) {
      backward.close();
    }
    closeIfMade(source);
    closeIfMade(sourceGradient);
    closeIfMade(outputGradient);
  }

  private static void closeIfMade(NativeFloats buffer) {
    if (buffer != null) {
      buffer.close();
    }
  }
}
