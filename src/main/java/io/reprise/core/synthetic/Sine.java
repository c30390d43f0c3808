package io.reprise.core.synthetic;

/** A sine over a sequence. */
record Sine(double cycles, double amplitude, double phase) implements Curve {
  private static final Range CYCLES = new Range(1, 5);
  private static final Range AMPLITUDE = new Range(0.5, 1.5);

  static Sine draw(RandomStream random) {
    return new Sine(
        random.within(CYCLES), random.within(AMPLITUDE), random.between(0, 2 * Math.PI));
  }

  @Override
  public double at(double position) {
    return amplitude * StrictMath.sin(2 * Math.PI * cycles * position + phase);
  }

  @Override
  public double size() {
    return 2 * amplitude;
  }
}
