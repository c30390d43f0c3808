package io.reprise.core.synthetic;

import java.util.Arrays;

/** One healthy pump. Its features follow its load, each by its own size and delay. */
final class Pump {
  /** Standard deviation of the noise, as a share of the feature's swing. */
  static final double NOISE = 0.03;

  private static final Range HOURS_AHEAD = new Range(-0.75, 0.75);
  private static final Range OFFSET = new Range(-0.08, 0.08);
  private static final Range GAIN = new Range(0.92, 1.08);
  private static final double WARMEST_HOUR = 15;

  private final SensorPlan plan;
  private final String series;
  private final Clock clock;
  private final double[] load;

  Pump(SensorPlan plan, String series) {
    this.plan = plan;
    this.series = series;
    RandomStream random = plan.random(series + "/load");
    this.clock = Clock.of(plan, random.within(HOURS_AHEAD));
    this.load = Load.draw(clock, plan.points(), random);
  }

  /** The feature without noise. */
  double[] rhythm(Feature feature) {
    RandomStream random = plan.random(series + "/nature/" + feature.column());
    double offset = feature.base + feature.swing * random.within(OFFSET);
    double gain = feature.swing * random.within(GAIN);
    double[] rhythm = lagged(feature);
    Arrays.setAll(rhythm, i -> offset + gain * (rhythm[i] + feature.daily * warmth(i)));
    return rhythm;
  }

  double[] noise(Feature feature) {
    RandomStream random = plan.random(series + "/noise/" + feature.column());
    double[] noise = new double[load.length];
    Arrays.setAll(noise, point -> NOISE * feature.swing * random.gaussian());
    return noise;
  }

  private double[] lagged(Feature feature) {
    double[] lagged = new double[load.length];
    double approach = approach(feature);
    double level = load[0];
    for (int point = 0; point < load.length; point++) {
      level += approach * (load[point] - level);
      lagged[point] = level;
    }
    return lagged;
  }

  /** The share of the remaining way to the load that the feature goes within one period. */
  private double approach(Feature feature) {
    if (feature.lag.isZero()) {
      return 1;
    }
    double periods = (double) plan.period().toNanos() / feature.lag.toNanos();
    return 1 - StrictMath.exp(-periods);
  }

  private double warmth(int point) {
    return StrictMath.cos(2 * Math.PI * (clock.hourOfDay(point) - WARMEST_HOUR) / 24);
  }
}
