package io.reprise.core.synthetic;

/** One step of one feature that lies off by {@code share} of the curve's size. */
record Displacement(int step, int feature, double share) {
  private static final Range SHARE = new Range(0.5, 1);

  static Displacement draw(int steps, int features, RandomStream random) {
    return new Displacement(
        random.intBetween(0, steps - 1),
        random.intBetween(0, features - 1),
        random.sign() * random.within(SHARE));
  }
}
