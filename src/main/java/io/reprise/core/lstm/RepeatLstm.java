package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;

/**
 * {@link LstmForm#REPEAT}, with the product of vector and weights computed once for each sequence.
 * oneDNN is told that sequence n of a chunk has the unit vector n as its input at every step, and
 * that row n of the input weights is that product: so the gradient of row n comes back as the sum
 * over steps of its gates' gradients, which is all that the vector's and the weights' gradients
 * need. It costs a product with as many inputs as the chunk has sequences, instead of as many as
 * the vector has.
 */
final class RepeatLstm extends Lstm {

  private static final int MOST = 32;

  private final NativeFloats rows;
  private final NativeFloats rowsGradient;

  /** {@code [gate, unit, input]}. */
  private final NativeFloats gradient;

  private boolean added;

  RepeatLstm(int inputs, int units, Precision precision) {
    super(inputs, units, precision);
    this.rows = new NativeFloats((long) MOST * Descriptors.GATES * units);
    this.rowsGradient = new NativeFloats(rows.length());
    this.gradient = new NativeFloats(layerWeights.length());
  }

  /**
   * The sizes that were fastest for 32 to 128 units. At 32 units one block of oneDNN's kernel takes
   * 14 sequences; chunks of that size score faster than larger ones, but train more slowly. In
   * bfloat16 the largest chunks were the fastest at every width.
   */
  @Override
  int chunkSize(boolean training) {
    if (precision == Precision.BFLOAT16) {
      return MOST;
    }
    if (units > 32) {
      return 16;
    }
    return training ? MOST : 14;
  }

  @Override
  LstmShape shape(int batch, int steps, boolean training) {
    return new LstmShape(batch, steps, batch, units, false, training, precision);
  }

  @Override
  memory.desc givenLayerWeights(LstmShape shape) {
    return Descriptors.inputFirst(shape.inputs(), units);
  }

  @Override
  LstmPlan newPlan(LstmShape shape) {
    LstmPlan plan = super.newPlan(shape);
    int length = Math.multiplyExact(shape.steps() * shape.batch(), shape.batch());
    float[] unitVectors = new float[length];
    for (int i = 0; i < shape.batch() * shape.steps(); i++) {
      unitVectors[i * shape.batch() + i / shape.steps()] = 1;
    }
    new Address(plan.source().address()).put(unitVectors);
    return plan;
  }

  /** Every chunk has its own weights. */
  @Override
  void loadLayerWeights(LstmPrimitive primitive) {}

  @Override
  void forward(LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from) {
    computeRows(plan, batch, from);
    plan.forward().loadLayerWeights(stream, rows.address());
    long workspace = chunk.workspace(plan.forward().workspaceBytes());
    long wanted = output(batch, from);
    long output = plan.output().written(chunk, wanted);
    plan.forward().execute(stream, plan.source().address(), 0, output, workspace);
    plan.output().handOn(stream, chunk, wanted);
  }

  @Override
  void backward(
      LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from, LstmGradients gradients) {
    computeRows(plan, batch, from);
    plan.backward().loadLayerWeights(stream, rows.address());
    rowsGradient.clear();
    long workspace = chunk.workspace(plan.forward().workspaceBytes());
    long output = plan.output().written(chunk, output(batch, from));
    long outputGradient = offset(gradients.output(), (long) from * batch.steps() * units);
    addingTo(plan.backward(), rowsGradient.address())
        .after(stream, plan.source().address(), 0, output, workspace)
        .execute(stream, outputGradient, plan.sourceGradient().address(), 0);
    Matrix found = rows(rowsGradient, plan);
    found.times(weights(layerWeights), vectors(gradients.input(), plan, from), 0);
    found.transposedTimes(vectors(batch.input(), plan, from), weights(gradient), added ? 1 : 0);
    added = true;
  }

  private void computeRows(LstmPlan plan, LstmBatch batch, int from) {
    vectors(batch.input(), plan, from).timesTransposed(weights(layerWeights), rows(rows, plan), 0);
  }

  private Matrix vectors(long address, LstmPlan plan, int from) {
    return new Matrix(offset(address, (long) from * inputs), plan.shape().batch(), inputs);
  }

  private Matrix rows(NativeFloats floats, LstmPlan plan) {
    return new Matrix(floats.address(), plan.shape().batch(), Descriptors.GATES * units);
  }

  private Matrix weights(NativeFloats floats) {
    return new Matrix(floats.address(), Descriptors.GATES * units, inputs);
  }

  private long output(LstmBatch batch, int from) {
    return offset(batch.output(), (long) from * batch.steps() * units);
  }

  @Override
  void clearLayerGradient() {
    added = false;
  }

  @Override
  void storeLayerGradient(long address) {
    Gates.toDl4j(gradient.address(), address, (long) inputs * units);
  }

  @Override
  public void close() {
    super.close();
    rows.close();
    rowsGradient.close();
    gradient.close();
  }
}
