package io.reprise.core.network;

import io.reprise.core.lstm.Precision;
import java.io.Serializable;
import java.util.List;

/**
 * All that is needed to build the network anew: the features of a step, the steps of the longest
 * sequence it replays, the units of its layers, its loss, and the settings of its training.
 */
public record NetworkSpec(
    int features,
    int steps,
    List<Integer> encoder,
    List<Integer> decoder,
    Loss loss,
    double learningRate,
    long seed,
    NetworkOptions options)
    implements Serializable {

  /** No layer has more units, for a tampered file could otherwise ask for any amount of memory. */
  public static final int MOST_UNITS = 8192;

  private static final long GATES = 4;

  public NetworkSpec {
    if (features <= 0 || steps <= 0 || encoder.isEmpty() || decoder.isEmpty()) {
      throw new IllegalArgumentException(
          "A network needs features, steps, an encoder and a decoder, not %d, %d, %s and %s"
              .formatted(features, steps, encoder, decoder));
    }
    requireUnits(encoder);
    requireUnits(decoder);
    boolean state = options.decoderInput() == DecoderInput.STATE;
    if (state && !encoder.get(encoder.size() - 1).equals(decoder.get(0))) {
      throw new IllegalArgumentException(
          "A decoder that begins with the code as its state has as many units as the encoder's last"
              + " layer, not %d for %d".formatted(decoder.get(0), encoder.get(encoder.size() - 1)));
    }
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  private static void requireUnits(List<Integer> layers) {
    for (int units : layers) {
      if (units <= 0 || units > MOST_UNITS) {
        throw new IllegalArgumentException(
            "A layer has from 1 to %d units, not %d".formatted(MOST_UNITS, units));
      }
    }
  }

  /** How many parameters the network has. Nothing is allocated to find out. */
  public long parameters() {
    long parameters = lstm(features, encoder);
    parameters +=
        switch (options.decoderInput()) {
          case REPEAT -> lstm(encoder.get(encoder.size() - 1), decoder);
          case STATE -> lstm(0, decoder);
        };
    long last = decoder.get(decoder.size() - 1);
    return parameters + (last + 1) * features;
  }

  private static long lstm(long inputs, List<Integer> layers) {
    long parameters = 0;
    for (int units : layers) {
      parameters += GATES * units * (inputs + units + 1);
      inputs = units;
    }
    return parameters;
  }

  public Precision precision() {
    return options.precision();
  }

  public NetworkSpec withLearningRate(double rate) {
    return new NetworkSpec(features, steps, encoder, decoder, loss, rate, seed, options);
  }
}
