package io.reprise.core.network;

import io.reprise.core.lstm.Precision;
import java.io.Serializable;

/**
 * What a network may have beyond its layers.
 *
 * @param reversed whether the decoder replays a sequence from its last step to its first
 * @param dropout the fraction of what an LSTM layer hands on, step by step, that training leaves
 *     out; neither of the input nor of the code
 * @param clipNorm the norm to which a layer's gradient is scaled down where it is greater; 0 for
 *     none
 * @param precision the numbers that the LSTM layers multiply; errors are compared with a threshold
 *     of the same precision only
 */
public record NetworkOptions(
    DecoderInput decoderInput,
    boolean reversed,
    double dropout,
    double clipNorm,
    Precision precision)
    implements Serializable {

  public static final NetworkOptions PLAIN = new NetworkOptions(DecoderInput.REPEAT, false, 0, 0);

  public NetworkOptions(
      DecoderInput decoderInput, boolean reversed, double dropout, double clipNorm) {
    this(decoderInput, reversed, dropout, clipNorm, Precision.FLOAT32);
  }

  public NetworkOptions {
    if (!(dropout >= 0 && dropout < 1) || !(clipNorm >= 0 && Double.isFinite(clipNorm))) {
      throw new IllegalArgumentException(
          "A network cannot have dropout %s and clip gradients to the norm %s"
              .formatted(dropout, clipNorm));
    }
  }

  public NetworkOptions with(Precision other) {
    return new NetworkOptions(decoderInput, reversed, dropout, clipNorm, other);
  }
}
