package io.reprise.core.synthetic;

import java.util.List;

/** What makes a sequence anomalous: what takes the place of its sine. */
enum SignalAnomaly {
  /** Peaks cut off. */
  CLIPPED {
    @Override
    Shape applyTo(Sine sine, RandomStream random) {
      double limit = sine.amplitude() * random.between(0.3, 0.5);
      return position -> Math.max(-limit, Math.min(limit, sine.at(position)));
    }
  },
  /** A short, fast oscillation on top. */
  BURST {
    @Override
    Shape applyTo(Sine sine, RandomStream random) {
      double from = random.between(0.1, 0.7);
      double to = from + random.between(0.12, 0.2);
      Sine burst = new Sine(random.between(15, 25), 1.2 * sine.amplitude(), 0);
      return position ->
          sine.at(position) + (position >= from && position < to ? burst.at(position - from) : 0);
    }
  },
  /** Runs on faster after some point, without a jump. */
  BROKEN_RHYTHM {
    @Override
    Shape applyTo(Sine sine, RandomStream random) {
      double from = random.between(0.25, 0.6);
      double haste = random.between(1.8, 2.8);
      return position -> sine.at(position + (haste - 1) * Math.max(0, position - from));
    }
  };

  private static final List<SignalAnomaly> ALL = List.of(values());

  /** Value at a position from 0 to 1. */
  interface Shape {
    double at(double position);
  }

  abstract Shape applyTo(Sine sine, RandomStream random);

  static SignalAnomaly draw(RandomStream random) {
    return random.pick(ALL);
  }
}
