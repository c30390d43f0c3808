package io.reprise.core.synthetic;

/** A sine over a sequence, whose positions run from 0 to 1. */
record Sine(double cycles, double amplitude, double phase) {

  static Sine draw(SignalPlan plan, RandomStream random) {
    return new Sine(
        random.within(plan.cycles()),
        random.within(plan.amplitude()),
        random.between(0, 2 * Math.PI));
  }

  double at(double position) {
    return amplitude * StrictMath.sin(2 * Math.PI * cycles * position + phase);
  }
}
