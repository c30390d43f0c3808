package io.reprise.core.synthetic;

/** What a healthy sequence is a stretch of. */
public enum SignalShape {
  /** One to five cycles of random amplitude and phase. */
  SINE {
    @Override
    Curve draw(RandomStream random) {
      return Sine.draw(random);
    }
  },
  /** A straight line of random start and slope: 1 to 10 and its kin. */
  RAMP {
    @Override
    Curve draw(RandomStream random) {
      return Ramp.draw(random);
    }
  };

  abstract Curve draw(RandomStream random);
}
