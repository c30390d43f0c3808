package io.reprise.core.synthetic;

/** A pump's own time of day in UTC, a little ahead of or behind the others. */
record Clock(double startHour, double hoursPerPoint) {
  private static final double SECONDS_PER_HOUR = 3600;
  private static final long SECONDS_PER_DAY = 86_400;

  static Clock of(SensorPlan plan, double hoursAhead) {
    long startSecond = Math.floorMod(plan.start().getEpochSecond(), SECONDS_PER_DAY);
    double hoursPerPoint = plan.period().toNanos() / (1e9 * SECONDS_PER_HOUR);
    return new Clock(startSecond / SECONDS_PER_HOUR + hoursAhead + 24, hoursPerPoint);
  }

  double hourOfDay(int point) {
    return (startHour + point * hoursPerPoint) % 24;
  }
}
