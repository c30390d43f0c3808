package io.reprise.core.synthetic;

/** What a sequence would be without noise and anomaly; positions run from 0 to 1. */
sealed interface Curve permits Sine, Ramp {
  double at(double position);

  /** From its least to its greatest value. */
  double size();
}
