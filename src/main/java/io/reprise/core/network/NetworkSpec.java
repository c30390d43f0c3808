package io.reprise.core.network;

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

  public NetworkSpec {
    if (features <= 0 || steps <= 0 || encoder.isEmpty() || decoder.isEmpty()) {
      throw new IllegalArgumentException(
          "A network needs features, steps, an encoder and a decoder, not %d, %d, %s and %s"
              .formatted(features, steps, encoder, decoder));
    }
    boolean state = options.decoderInput() == DecoderInput.STATE;
    if (state && !encoder.get(encoder.size() - 1).equals(decoder.get(0))) {
      throw new IllegalArgumentException(
          "A decoder that begins with the code as its state has as many units as the encoder's last"
              + " layer, not %d for %d".formatted(decoder.get(0), encoder.get(encoder.size() - 1)));
    }
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  public NetworkSpec withLearningRate(double rate) {
    return new NetworkSpec(features, steps, encoder, decoder, loss, rate, seed, options);
  }
}
