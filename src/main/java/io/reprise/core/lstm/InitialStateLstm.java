package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;

/**
 * {@link LstmForm#INITIAL_STATE}. oneDNN has no LSTM without input, so it gets one input that is
 * zero, with weights that are zero.
 */
final class InitialStateLstm extends Lstm {

  private final NativeFloats ignoredGradient;

  InitialStateLstm(int units, Precision precision) {
    super(1, units, precision);
    this.ignoredGradient = new NativeFloats(layerWeights.length());
  }

  @Override
  int chunkSize(boolean training) {
    return usualChunkSize();
  }

  @Override
  LstmShape shape(int batch, int steps, boolean training) {
    return new LstmShape(batch, steps, inputs, units, true, training, precision);
  }

  @Override
  memory.desc givenLayerWeights(LstmShape shape) {
    return Descriptors.inputLast(inputs, units);
  }

  @Override
  void loadLayerWeights(long none) {}

  @Override
  void forward(LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from) {
    long workspace = chunk.workspace(plan.forward().workspaceBytes());
    long wanted = output(batch.output(), batch, from);
    plan.forward()
        .execute(
            stream,
            plan.source().address(),
            state(batch.input(), from),
            plan.output().written(chunk, wanted),
            workspace);
    plan.output().handOn(stream, chunk, wanted);
  }

  @Override
  void backward(
      LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from, LstmGradients gradients) {
    long workspace = chunk.workspace(plan.forward().workspaceBytes());
    addingTo(plan.backward(), ignoredGradient.address())
        .after(
            stream,
            plan.source().address(),
            state(batch.input(), from),
            plan.output().written(chunk, output(batch.output(), batch, from)),
            workspace)
        .execute(
            stream,
            output(gradients.output(), batch, from),
            plan.sourceGradient().address(),
            state(gradients.input(), from));
  }

  private long state(long address, int from) {
    return offset(address, (long) from * units);
  }

  private long output(long address, LstmBatch batch, int from) {
    return offset(address, (long) from * batch.steps() * units);
  }

  @Override
  void clearLayerGradient() {
    ignoredGradient.clear();
  }

  @Override
  void storeLayerGradient(long address) {}

  @Override
  public void close() {
    super.close();
    ignoredGradient.close();
  }
}
