package io.reprise.core.synthetic;

import java.util.Arrays;

/** What a fault does to one feature, from point {@code from} up to but without {@code to}. */
record Disturbance(FaultKind kind, int from, int to, double height) {
  /** Part of a drift after which it turns back. */
  private static final double TURN = 0.7;

  static Disturbance draw(Fault fault, Feature feature, SensorPlan plan, RandomStream random) {
    double height = random.sign() * random.within(fault.kind().height) * feature.swing;
    return new Disturbance(
        fault.kind(), plan.point(fault.start()), plan.point(fault.end()), height);
  }

  void applyTo(double[] values, double[] rhythm) {
    double frozen = values[Math.max(0, from - 1)];
    double resting = Arrays.stream(rhythm, from, to).average().orElseThrow();
    for (int point = from; point < to; point++) {
      values[point] =
          switch (kind) {
            case SPIKE, LEVEL_SHIFT -> values[point] + height;
            case DRIFT -> values[point] + height * ramp(point);
            case STUCK -> frozen;
            case LOST_RHYTHM -> values[point] - rhythm[point] + resting;
          };
    }
  }

  private double ramp(int point) {
    double progress = (point - from + 1.0) / (to - from + 1.0);
    return progress < TURN ? progress / TURN : (1 - progress) / (1 - TURN);
  }
}
