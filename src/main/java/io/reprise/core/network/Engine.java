package io.reprise.core.network;

import io.reprise.core.lstm.OneDnn;
import io.reprise.core.lstm.Precision;
import java.util.Locale;

/** What computes the layers. Parameters trained by one engine score by the other. */
public enum Engine {
  /** Layers of ours on oneDNN's LSTM primitives. */
  ONEDNN,
  /** DL4J's stock layers: the reference, and the fallback where oneDNN has no binary. */
  DL4J;

  static {
    NativeArrays.settleJavaCpp();
  }

  /** Whether this platform has it. */
  public boolean available() {
    return this == DL4J || OneDnn.available();
  }

  /**
   * Whether it can compute such a network. DL4J's LSTM takes no initial state, and multiplies
   * float32 only.
   */
  public boolean computes(NetworkSpec spec) {
    return this == ONEDNN
        || (spec.options().decoderInput() == DecoderInput.REPEAT
            && spec.precision() == Precision.FLOAT32);
  }

  /** The name that configurations and reports use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
