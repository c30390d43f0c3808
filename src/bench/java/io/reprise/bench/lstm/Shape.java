package io.reprise.bench.lstm;

import io.reprise.core.lstm.Precision;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An autoencoder: what it is fed and the units of its encoder, which its decoder has reversed. */
record Shape(int features, int steps, List<Integer> encoder) implements Serializable {

  private static final double LEARNING_RATE = 0.001;
  private static final long SEED = 42;
  private static final int GATES = 4;

  /** A product of matrices adds and multiplies. */
  private static final int FLOPS_OF_A_WEIGHT = 2;

  /** Forward, and backward once for the inputs and once for the weights. */
  private static final int PASSES_OF_A_TRAINING_STEP = 3;

  List<Integer> decoder() {
    List<Integer> decoder = new ArrayList<>(encoder);
    Collections.reverse(decoder);
    return decoder;
  }

  NetworkSpec spec(Precision precision) {
    return new NetworkSpec(
        features,
        steps,
        encoder,
        decoder(),
        Loss.MSE,
        LEARNING_RATE,
        SEED,
        NetworkOptions.PLAIN.with(precision));
  }

  /**
   * Floating point operations that a training step's matrix products take for one sequence, as the
   * model is defined: the decoder's constant input counts at every step, though whoever is clever
   * multiplies it once, and so does the gradient of the encoder's input, which nobody needs.
   * Whatever is not a matrix product is left out.
   */
  double trainingFlops() {
    double weights = 0;
    int inputs = features;
    for (List<Integer> half : List.of(encoder, decoder())) {
      for (int units : half) {
        weights += (double) GATES * units * (inputs + units);
        inputs = units;
      }
    }
    weights += (double) inputs * features;
    return PASSES_OF_A_TRAINING_STEP * FLOPS_OF_A_WEIGHT * weights * steps;
  }

  @Override
  public String toString() {
    return "%d × %d %s".formatted(features, steps, encoder);
  }
}
