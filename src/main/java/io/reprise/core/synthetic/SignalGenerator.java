package io.reprise.core.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws the sequences of a plan, each independently of the others. */
public final class SignalGenerator {
  private final SignalPlan plan;
  private final List<Follower> followers;

  public SignalGenerator(SignalPlan plan) {
    this.plan = plan;
    this.followers =
        IntStream.range(0, plan.features()).mapToObj(f -> Follower.of(f, plan)).toList();
  }

  public String id(int index) {
    Require.index("sequence", index, plan.sequences());
    return String.format(Locale.ROOT, "signal-%06d", index + 1);
  }

  /** 1 where the sequence is anomalous, else 0. */
  public int label(int index) {
    return random(index, "label").chance(plan.anomalies()) ? 1 : 0;
  }

  /** 1 at the steps that are anomalous, else 0. */
  public int[] labels(int index) {
    int[] labels = new int[points(index)];
    displacement(index).ifPresent(displaced -> labels[displaced.step()] = 1);
    return labels;
  }

  /** The feature that one step of is anomalous, if there is one; counted from 0. */
  public Optional<Integer> anomalousFeature(int index) {
    return displacement(index).map(Displacement::feature);
  }

  /** Flat, {@code [time × feature]}. */
  public float[] sequence(int index) {
    RandomStream noise = random(index, "noise");
    float[] values = sampled(index, shape(index));
    displacement(index).ifPresent(displaced -> displace(values, displaced, curve(index).size()));
    double deviation = isNoisy(index) ? plan.noise() : 0;
    for (int i = 0; i < values.length && deviation > 0; i++) {
      values[i] += (float) (deviation * noise.gaussian());
    }
    return values;
  }

  /** The sequence as it was before anomaly and noise. */
  public float[] clean(int index) {
    return sampled(index, curve(index)::at);
  }

  private boolean isNoisy(int index) {
    return plan.noise() > 0 && (plan.anomaly() != SignalAnomaly.NOISE || label(index) == 1);
  }

  private int points(int index) {
    return plan.points().draw(random(index, "points"));
  }

  private SignalAnomaly.Shape shape(int index) {
    Curve curve = curve(index);
    return label(index) == 1 && plan.anomaly() == SignalAnomaly.SHAPE
        ? SignalAnomaly.distorted(curve, random(index, "anomaly"))
        : curve::at;
  }

  private Optional<Displacement> displacement(int index) {
    return label(index) == 1 && plan.anomaly() == SignalAnomaly.STEP
        ? Optional.of(Displacement.draw(points(index), plan.features(), random(index, "anomaly")))
        : Optional.empty();
  }

  private void displace(float[] values, Displacement displaced, double size) {
    double gain = followers.get(displaced.feature()).gain();
    values[displaced.step() * plan.features() + displaced.feature()] +=
        (float) (displaced.share() * gain * size);
  }

  private Curve curve(int index) {
    return plan.shape().draw(random(index, "sine"));
  }

  /** Positions are parts of the longest sequence: a shorter one ends earlier. */
  private float[] sampled(int index, SignalAnomaly.Shape shape) {
    int features = plan.features();
    float[] values = new float[points(index) * features];
    for (int i = 0; i < values.length; i++) {
      Follower follower = followers.get(i % features);
      int step = i / features;
      double position = (double) step / plan.points().most();
      values[i] = (float) (follower.gain() * shape.at(position + follower.lead()));
    }
    return values;
  }

  private RandomStream random(int index, String name) {
    return plan.random(id(index) + "/" + name);
  }
}
