package io.reprise.core.lstm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * An LSTM's arithmetic on a batch of any size. It is done in chunks, because the workspace grows
 * with the number of sequences, and what does not fit the cache runs slower.
 */
abstract class Lstm implements AutoCloseable {

  final stream stream = OneDnn.newStream();
  final int inputs;
  final int units;
  final Precision precision;

  /** The parameters in oneDNN's order of gates; the weights are {@code [gate, unit, input]}. */
  final NativeFloats layerWeights;

  private final NativeFloats iterationWeights;
  private final NativeFloats bias;

  /** The gradients of a step; the iteration's are {@code [unit, gate, unit]}. */
  private final NativeFloats iterationGradient;

  private final NativeFloats biasGradient;
  private final NativeFloats turned;
  private final Reorder turn;
  private final Plans<LstmShape, LstmPlan> plans = new Plans<>(this::newPlan);
  private final List<ChunkMemory> memories = new ArrayList<>();
  private long version;

  Lstm(int inputs, int units, Precision precision) {
    this.inputs = inputs;
    this.units = units;
    this.precision = precision;
    this.layerWeights = new NativeFloats((long) Descriptors.GATES * inputs * units);
    this.iterationWeights = new NativeFloats((long) Descriptors.GATES * units * units);
    this.bias = new NativeFloats((long) Descriptors.GATES * units);
    this.iterationGradient = new NativeFloats(iterationWeights.length());
    this.biasGradient = new NativeFloats(bias.length());
    this.turned = new NativeFloats(iterationWeights.length());
    this.turn =
        new Reorder(Descriptors.inputFirst(units, units), Descriptors.inputLast(units, units));
  }

  static Lstm of(LstmForm form, int inputs, int units, Precision precision) {
    return switch (form) {
      case SEQUENCE -> new SequenceLstm(inputs, units, precision);
      case LAST_STEP -> new LastStepLstm(inputs, units, precision);
      case REPEAT -> new RepeatLstm(inputs, units, precision);
      case INITIAL_STATE -> new InitialStateLstm(units, precision);
    };
  }

  /** The most sequences that are computed at once. */
  abstract int chunkSize(boolean training);

  /**
   * The sizes that were fastest for 32 to 128 units: the fewer bytes a step's states take, the more
   * sequences.
   */
  final int usualChunkSize() {
    return units * precision.bytes() <= 256 ? 64 : 32;
  }

  abstract LstmShape shape(int batch, int steps, boolean training);

  /** The layout of the weights that the primitives are given. */
  abstract memory.desc givenLayerWeights(LstmShape shape);

  abstract void forward(LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from);

  abstract void backward(
      LstmPlan plan, ChunkMemory chunk, LstmBatch batch, int from, LstmGradients gradients);

  abstract void clearLayerGradient();

  /** Stores the sum of the chunks' gradients in DL4J's layout. */
  abstract void storeLayerGradient(long address);

  void loadLayerWeights(LstmPrimitive primitive) {
    primitive.loadLayerWeights(stream, layerWeights.address());
  }

  private void load(LstmPrimitive primitive) {
    loadLayerWeights(primitive);
    primitive.loadIterationWeights(stream, iterationWeights.address(), bias.address());
  }

  LstmPlan newPlan(LstmShape shape) {
    return new LstmPlan(shape, givenLayerWeights(shape));
  }

  /** Takes the parameters in DL4J's layout. To be called whenever they may have changed. */
  final void load(long dl4jLayerWeights, long dl4jIterationWeights, long dl4jBias) {
    loadLayerWeights(dl4jLayerWeights);
    Gates.fromDl4j(dl4jIterationWeights, iterationWeights.address(), (long) units * units);
    Gates.fromDl4j(dl4jBias, bias.address(), units);
    version++;
  }

  void loadLayerWeights(long dl4jLayerWeights) {
    Gates.fromDl4j(dl4jLayerWeights, layerWeights.address(), (long) inputs * units);
  }

  final void forward(LstmBatch batch, boolean training) {
    int[] bounds = bounds(batch, training);
    for (int c = 0; c < bounds.length - 1; c++) {
      LstmPlan plan = plans.obtain(shape(bounds[c + 1] - bounds[c], batch.steps(), training));
      if (plan.forwardNeeds(version)) {
        load(plan.forward());
      }
      forward(plan, memory(training ? c : 0), batch, bounds[c]);
    }
  }

  final void backward(LstmBatch batch, LstmGradients gradients) {
    clearLayerGradient();
    iterationGradient.clear();
    biasGradient.clear();
    int[] bounds = bounds(batch, true);
    for (int c = 0; c < bounds.length - 1; c++) {
      LstmPlan plan = plans.obtain(shape(bounds[c + 1] - bounds[c], batch.steps(), true));
      if (plan.backwardNeeds(version)) {
        load(plan.backward());
      }
      backward(plan, memory(c), batch, bounds[c], gradients);
    }
    if (batch.steps() == 1 && !shape(1, 1, true).initialState()) {
      // Nothing came before, so this is zero; oneDNN 3.11 gives other values for a single sequence.
      iterationGradient.clear();
    }
    storeLayerGradient(gradients.layer());
    turn.execute(stream, iterationGradient.address(), turned.address());
    Gates.toDl4j(turned.address(), gradients.iteration(), (long) units * units);
    Gates.toDl4j(biasGradient.address(), gradients.bias(), units);
  }

  final LstmBackward addingTo(LstmBackward primitive, long layerGradient) {
    return primitive.addingTo(layerGradient, iterationGradient.address(), biasGradient.address());
  }

  static long offset(long address, long floats) {
    return address + floats * Float.BYTES;
  }

  /**
   * Where chunks begin and end. They are nearly equal, for a small rest would cost as much as a
   * whole chunk.
   */
  private int[] bounds(LstmBatch batch, boolean training) {
    int most = chunkSize(training);
    int chunks = (batch.size() + most - 1) / most;
    return IntStream.rangeClosed(0, chunks)
        .map(c -> Math.toIntExact((long) batch.size() * c / chunks))
        .toArray();
  }

  private ChunkMemory memory(int chunk) {
    while (memories.size() <= chunk) {
      memories.add(new ChunkMemory());
    }
    return memories.get(chunk);
  }

  @Override
  public void close() {
    plans.close();
    memories.forEach(ChunkMemory::close);
    memories.clear();
    turn.close();
    for (NativeFloats floats :
        new NativeFloats[] {
          layerWeights, iterationWeights, bias, iterationGradient, biasGradient, turned
        }) {
      floats.close();
    }
    stream.deallocate();
  }
}
