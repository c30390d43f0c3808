package io.reprise.core.synthetic;

/** The curve that a healthy sequence is cut from. */
public enum SignalShape {
  /** One to five cycles of random amplitude and phase. */
  SINE {
    @Override
    Curve draw(RandomStream random) {
      return Sine.draw(random);
    }
  },
  /** A straight line of random start and slope, such as 1 to 10. */
  RAMP {
    @Override
    Curve draw(RandomStream random) {
      return Ramp.draw(random);
    }
  };

  abstract Curve draw(RandomStream random);
}
