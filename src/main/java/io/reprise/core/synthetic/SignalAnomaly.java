package io.reprise.core.synthetic;

import java.util.List;

/** What makes a sequence anomalous. */
public enum SignalAnomaly {
  /** The whole sequence has another shape, in all features. */
  SHAPE,
  /** One step of one feature lies far off. */
  STEP,
  /** There is noise, and in healthy sequences there is none. */
  NOISE;

  /** Value at a position from 0 to 1. */
  interface Shape {
    double at(double position);
  }

  /** The shapes that take the place of the curve. */
  private enum Distortion {
    /** Peaks cut off. */
    CLIPPED {
      @Override
      Shape applyTo(Curve curve, RandomStream random) {
        double limit = curve.size() / 2 * random.between(0.3, 0.5);
        return position -> Math.max(-limit, Math.min(limit, curve.at(position)));
      }
    },
    /** A short, fast oscillation on top. */
    BURST {
      @Override
      Shape applyTo(Curve curve, RandomStream random) {
        double from = random.between(0.1, 0.7);
        double to = from + random.between(0.12, 0.2);
        Sine burst = new Sine(random.between(15, 25), 1.2 * (curve.size() / 2), 0);
        return position ->
            curve.at(position)
                + (position >= from && position < to ? burst.at(position - from) : 0);
      }
    },
    /** Runs on faster after some point, without a jump. */
    BROKEN_RHYTHM {
      @Override
      Shape applyTo(Curve curve, RandomStream random) {
        double from = random.between(0.25, 0.6);
        double haste = random.between(1.8, 2.8);
        return position -> curve.at(position + (haste - 1) * Math.max(0, position - from));
      }
    };

    private static final List<Distortion> ALL = List.of(values());

    abstract Shape applyTo(Curve curve, RandomStream random);
  }

  static Shape distorted(Curve curve, RandomStream random) {
    return random.pick(Distortion.ALL).applyTo(curve, random);
  }
}
