package io.reprise.core.synthetic;

import java.util.Arrays;

/**
 * The load of one pump, 0 idle and 1 full: shifts that switch by the clock, a tank that fills and
 * empties every four hours, and steps of demand at random times. Times are in hours.
 */
final class Load {
  private static final double TANK_CYCLE = 4;
  private static final double TANK_AMPLITUDE = 0.13;
  private static final double MEAN_TIME_BETWEEN_STEPS = 20;
  private static final Range STEP_LENGTH = new Range(2, 5);
  private static final Range STEP_HEIGHT = new Range(0.1, 0.18);

  private Load() {}

  static double[] draw(Clock clock, int points, RandomStream random) {
    double[] load = new double[points];
    Arrays.setAll(load, point -> shift(clock.hourOfDay(point)) + tank(clock.hourOfDay(point)));
    addSteps(load, clock.hoursPerPoint(), random);
    return load;
  }

  private static double shift(double hourOfDay) {
    if (hourOfDay >= 6 && hourOfDay < 14) {
      return 0.85;
    }
    return hourOfDay >= 14 && hourOfDay < 22 ? 0.65 : 0.35;
  }

  private static double tank(double hourOfDay) {
    return TANK_AMPLITUDE * StrictMath.sin(2 * Math.PI * hourOfDay / TANK_CYCLE);
  }

  private static void addSteps(double[] load, double hoursPerPoint, RandomStream random) {
    double end = load.length * hoursPerPoint;
    double from = random.exponential(MEAN_TIME_BETWEEN_STEPS);
    while (from < end) {
      double to = from + random.within(STEP_LENGTH);
      double height = random.sign() * random.within(STEP_HEIGHT);
      int last = (int) Math.min(load.length, to / hoursPerPoint);
      for (int point = (int) (from / hoursPerPoint); point < last; point++) {
        load[point] += height;
      }
      from = to + random.exponential(MEAN_TIME_BETWEEN_STEPS);
    }
  }
}
