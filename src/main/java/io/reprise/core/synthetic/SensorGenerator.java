package io.reprise.core.synthetic;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Draws the pumps of a plan, each independently of the others. */
public final class SensorGenerator {
  /** Sensors report thousandths. */
  private static final double RESOLUTION = 1000;

  private final SensorPlan plan;
  private final FaultSchedule schedule;

  /** Fails where the faults do not fit into the plan. */
  public SensorGenerator(SensorPlan plan) {
    this.plan = plan;
    this.schedule = new FaultSchedule(plan);
  }

  /** The rows of one series in the order of their arrival. */
  public Stream<SensorRow> rows(int index) {
    String series = plan.seriesName(index);
    List<Fault> faults = schedule.faults(index);
    Pump pump = new Pump(plan, series);
    double[] vibration = values(pump, Feature.VIBRATION, faults);
    double[] temperature = values(pump, Feature.TEMPERATURE, faults);
    double[] pressure = values(pump, Feature.PRESSURE, faults);
    BitSet faulty = faultyPoints(faults);
    Arrivals arrivals = new Arrivals(plan, series);
    return arrivals
        .points()
        .mapToObj(
            point ->
                arrivals.arrived(
                    point,
                    new SensorRow(
                        series,
                        plan.time(point),
                        vibration[point],
                        temperature[point],
                        pressure[point],
                        faulty.get(point) ? 1 : 0)));
  }

  private double[] values(Pump pump, Feature feature, List<Fault> faults) {
    double[] rhythm = pump.rhythm(feature);
    double[] noise = pump.noise(feature);
    double[] values = new double[rhythm.length];
    Arrays.setAll(values, point -> rhythm[point] + noise[point]);
    disturb(values, rhythm, feature, faults);
    Arrays.setAll(values, point -> Math.rint(values[point] * RESOLUTION) / RESOLUTION);
    return values;
  }

  private void disturb(double[] values, double[] rhythm, Feature feature, List<Fault> faults) {
    for (Fault fault : faults) {
      if (fault.features().contains(feature)) {
        RandomStream random = plan.random(fault.series() + "/fault/" + fault.start());
        Disturbance.draw(fault, feature, plan, random).applyTo(values, rhythm);
      }
    }
  }

  private BitSet faultyPoints(List<Fault> faults) {
    BitSet faulty = new BitSet(plan.points());
    for (Fault fault : faults) {
      faulty.set(plan.point(fault.start()), plan.point(fault.end()));
    }
    return faulty;
  }
}
