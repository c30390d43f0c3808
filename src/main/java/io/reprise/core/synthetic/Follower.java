package io.reprise.core.synthetic;

/**
 * How a feature follows the curve that all features of a sequence share. It has a size and a lead
 * of its own. The first feature is the curve itself.
 */
record Follower(double gain, double lead) {
  private static final Range GAIN = new Range(0.5, 1.5);
  private static final Range LEAD = new Range(0, 0.25);

  /** The same in every sequence of a plan. */
  static Follower of(int feature, SignalPlan plan) {
    if (feature == 0) {
      return new Follower(1, 0);
    }
    RandomStream random = plan.random("feature-" + (feature + 1));
    return new Follower(random.sign() * random.within(GAIN), random.within(LEAD));
  }
}
