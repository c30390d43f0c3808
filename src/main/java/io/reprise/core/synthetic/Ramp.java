package io.reprise.core.synthetic;

/** A straight line over a sequence. */
record Ramp(double start, double rise) implements Curve {
  private static final Range START = new Range(0, 2);
  private static final Range RISE = new Range(5, 15);

  static Ramp draw(RandomStream random) {
    return new Ramp(random.within(START), random.within(RISE));
  }

  @Override
  public double at(double position) {
    return start + rise * position;
  }

  @Override
  public double size() {
    return rise;
  }
}
