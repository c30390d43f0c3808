package io.reprise.bench.lstm;

import io.reprise.core.lstm.Precision;

/** Floating point operations a second of a core; NaN for numbers that it does not multiply. */
record Peaks(double float32, double bfloat16) {

  static Peaks measure() {
    return new Peaks(
        SgemmPeak.measure(), Precision.BFLOAT16.available() ? Bfloat16Peak.measure() : Double.NaN);
  }

  double of(PeerName peer) {
    return peer == PeerName.BFLOAT16 ? bfloat16 : float32;
  }
}
