package io.reprise.core.synthetic;

import java.util.Locale;

/** Draws the sequences of a plan, each independently of the others. */
public final class SignalGenerator {
  private final SignalPlan plan;

  public SignalGenerator(SignalPlan plan) {
    this.plan = plan;
  }

  public String id(int index) {
    Require.index("sequence", index, plan.sequences());
    return String.format(Locale.ROOT, "signal-%06d", index + 1);
  }

  /** 1 where the sequence is anomalous, else 0. */
  public int label(int index) {
    return random(index, "label").chance(plan.anomalies()) ? 1 : 0;
  }

  public float[] sequence(int index) {
    RandomStream noise = random(index, "noise");
    float[] values = sampled(shape(index));
    for (int point = 0; point < values.length && plan.noise() > 0; point++) {
      values[point] += (float) (plan.noise() * noise.gaussian());
    }
    return values;
  }

  /** The sine as it was before anomaly and noise. */
  public float[] clean(int index) {
    return sampled(sine(index)::at);
  }

  private SignalAnomaly.Shape shape(int index) {
    Sine sine = sine(index);
    if (label(index) == 0) {
      return sine::at;
    }
    RandomStream random = random(index, "anomaly");
    return SignalAnomaly.draw(random).applyTo(sine, random);
  }

  private Sine sine(int index) {
    return Sine.draw(plan, random(index, "sine"));
  }

  private float[] sampled(SignalAnomaly.Shape shape) {
    float[] values = new float[plan.points()];
    for (int point = 0; point < values.length; point++) {
      values[point] = (float) shape.at((double) point / values.length);
    }
    return values;
  }

  private RandomStream random(int index, String name) {
    return RandomStream.named(plan.seed(), id(index) + "/" + name);
  }
}
