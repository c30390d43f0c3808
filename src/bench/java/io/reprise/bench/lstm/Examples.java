package io.reprise.bench.lstm;

import java.util.Random;

/** A batch of random sequences, the same for all peers. */
final class Examples {

  private static final long SEED = 7;

  private final Shape shape;
  private final int batch;
  private final float[] values;

  Examples(Shape shape, int batch) {
    this.shape = shape;
    this.batch = batch;
    this.values = new float[batch * shape.steps() * shape.features()];
    Random random = new Random(SEED);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  Shape shape() {
    return shape;
  }

  int batch() {
    return batch;
  }

  /** {@code [sequence, step, feature]}, flat; not to be written to. */
  float[] values() {
    return values;
  }
}
