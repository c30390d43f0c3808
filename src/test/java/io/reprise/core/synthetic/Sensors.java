package io.reprise.core.synthetic;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What the tests ask of drawn sensors. */
final class Sensors {

  private Sensors() {}

  /** The faults of a plan in order of series and time. */
  static List<Fault> faults(SensorPlan plan) {
    FaultSchedule schedule = new FaultSchedule(plan);
    return IntStream.range(0, plan.series())
        .mapToObj(schedule::faults)
        .flatMap(List::stream)
        .toList();
  }

  static boolean isActive(Fault fault, Instant time) {
    return !time.isBefore(fault.start()) && time.isBefore(fault.end());
  }

  static Double value(SensorRow row, Feature feature) {
    return switch (feature) {
      case VIBRATION -> row.vibration();
      case TEMPERATURE -> row.temperature();
      case PRESSURE -> row.pressure();
    };
  }
}
