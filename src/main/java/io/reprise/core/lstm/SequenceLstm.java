package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;

/** {@link LstmForm#SEQUENCE}. */
class SequenceLstm extends Lstm {

  /** {@code [input, gate, unit]}, and turned. */
  private final NativeFloats gradient;

  private final NativeFloats turned;
  private final Reorder turn;

  SequenceLstm(int inputs, int units, Precision precision) {
    super(inputs, units, precision);
    this.gradient = new NativeFloats(layerWeights.length());
    this.turned = new NativeFloats(layerWeights.length());
    this.turn =
        new Reorder(Descriptors.inputFirst(inputs, units), Descriptors.inputLast(inputs, units));
  }

  @Override
  final int chunkSize(boolean training) {
    return usualChunkSize();
  }

  @Override
  final LstmShape shape(int batch, int steps, boolean training) {
    return new LstmShape(batch, steps, inputs, units, false, training, precision);
  }

  @Override
  final memory.desc givenLayerWeights(LstmShape shape) {
    return Descriptors.inputLast(inputs, units);
  }

  @Override
  void forward(LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from) {
    long wanted = output(batch, from);
    run(plan, chunk, batch, from, plan.output().written(chunk, wanted));
    plan.output().handOn(stream, chunk, wanted);
  }

  final void run(LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from, long output) {
    long workspace = chunk.workspace(plan.forward().workspaceBytes());
    plan.forward().execute(stream, input(batch.input(), batch, from), 0, output, workspace);
  }

  @Override
  void backward(
      LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from, LstmGradients gradients) {
    long outputGradient = offset(gradients.output(), (long) from * batch.steps() * units);
    long output = plan.output().written(chunk, output(batch, from));
    back(plan, chunk, batch, from, gradients, output, outputGradient);
  }

  final void back(
      LstmPlan plan,
      ChunkMemory chunk,
      LstmBatch batch,
      int from,
      LstmGradients gradients,
      long output,
      long outputGradient) {
    long workspace = chunk.workspace(plan.forward().workspaceBytes());
    addingTo(plan.backward(), gradient.address())
        .after(stream, input(batch.input(), batch, from), 0, output, workspace)
        .execute(stream, outputGradient, input(gradients.input(), batch, from), 0);
  }

  private long input(long address, LstmBatch batch, int from) {
    return offset(address, (long) from * batch.steps() * inputs);
  }

  private long output(LstmBatch batch, int from) {
    return offset(batch.output(), (long) from * batch.steps() * units);
  }

  @Override
  final void clearLayerGradient() {
    gradient.clear();
  }

  @Override
  final void storeLayerGradient(long address) {
    turn.execute(stream, gradient.address(), turned.address());
    Gates.toDl4j(turned.address(), address, (long) inputs * units);
  }

  @Override
  public final void close() {
    super.close();
    gradient.close();
    turned.close();
    turn.close();
  }
}
