package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SensorGeneratorTest {
  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final int TWO_WEEKS = 2016;

  private static SensorPlan plan(long seed, int series, int points, int faults) {
    return new SensorPlan(seed, series, points, START, PERIOD, faults, 0.5, Dirt.NONE);
  }

  private static List<SensorRow> rows(SensorPlan plan, int index) {
    return new SensorGenerator(plan).rows(index).toList();
  }

  private static double[] values(List<SensorRow> rows, Feature feature) {
    return rows.stream().mapToDouble(row -> Sensors.value(row, feature)).toArray();
  }

  @Example
  void drawsTheSameValuesForEver() {
    assertThat(rows(plan(42, 1, 3, 0), 0).get(2))
        .isEqualTo(
            new SensorRow("pump-01", START.plus(PERIOD.multipliedBy(2)), 3.642, 51.351, 5.621, 0));
  }

  @Property(tries = 20)
  void aSeriesDependsOnlyOnSeedAndIndex(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int index) {
    List<SensorRow> rows = rows(plan(seed, 4, 300, 0), index);

    assertThat(rows(plan(seed, 4, 300, 0), index)).isEqualTo(rows);
    assertThat(rows(plan(seed, 9, 300, 0), index)).isEqualTo(rows);
    assertThat(rows(plan(seed, 4, 200, 0), index)).isEqualTo(rows.subList(0, 200));
    assertThat(rows(plan(seed + 1, 4, 300, 0), index)).isNotEqualTo(rows);
  }

  @Example
  void pumpsDiffer() {
    assertThat(values(rows(plan(1, 2, 300, 0), 0), Feature.PRESSURE))
        .isNotEqualTo(values(rows(plan(1, 2, 300, 0), 1), Feature.PRESSURE));
  }

  @Property(tries = 20)
  void rowsFormARegularGridOfPlausibleValues(@ForAll long seed) {
    List<SensorRow> rows = rows(plan(seed, 1, TWO_WEEKS, 5), 0);

    assertThat(rows).hasSize(TWO_WEEKS);
    for (int point = 0; point < TWO_WEEKS; point++) {
      assertThat(rows.get(point).time()).isEqualTo(START.plus(PERIOD.multipliedBy(point)));
    }
    assertThat(rows)
        .allMatch(row -> row.vibration() > 0 && row.vibration() < 10)
        .allMatch(row -> row.temperature() > 5 && row.temperature() < 110)
        .allMatch(row -> row.pressure() > 0 && row.pressure() < 14);
  }

  @Property(tries = 20)
  void theLabelIsOneExactlyWhileAFaultIsActive(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 8) int faults) {
    SensorPlan plan = plan(seed, 3, 3000, faults);
    SensorGenerator generator = new SensorGenerator(plan);
    List<Fault> drawn = Sensors.faults(plan);

    for (int index = 0; index < 3; index++) {
      assertThat(generator.rows(index))
          .allSatisfy(
              row ->
                  assertThat(row.label() == 1)
                      .isEqualTo(
                          drawn.stream()
                              .anyMatch(
                                  fault ->
                                      fault.series().equals(row.series())
                                          && Sensors.isActive(fault, row.time()))));
    }
  }

  @Property(tries = 20)
  void aFaultChangesItsFeaturesWhileActiveAndNothingElse(@ForAll long seed) {
    SensorPlan plan = plan(seed, 1, TWO_WEEKS, 5);
    List<Fault> faults = Sensors.faults(plan);

    for (Feature feature : Feature.ALL) {
      double[] change = change(plan, feature);
      for (int point = 0; point < TWO_WEEKS; point++) {
        Instant time = plan.time(point);
        if (faults.stream().noneMatch(fault -> affects(fault, feature, time))) {
          assertThat(change[point]).as("%s at %s", feature, time).isZero();
        }
      }
    }
  }

  @Property(tries = 20)
  void aFaultIsVisibleAgainstTheNoise(@ForAll long seed) {
    SensorPlan plan = plan(seed, 1, TWO_WEEKS, 5);

    for (Fault fault : Sensors.faults(plan)) {
      for (Feature feature : fault.features()) {
        double[] change = change(plan, feature);
        double peak =
            Arrays.stream(change, plan.point(fault.start()), plan.point(fault.end()))
                .max()
                .orElseThrow();
        assertThat(peak)
            .as("%s of %s", fault.kind(), feature)
            .isGreaterThan(3 * Pump.NOISE * feature.swing);
      }
    }
  }

  private static boolean affects(Fault fault, Feature feature, Instant time) {
    return Sensors.isActive(fault, time) && fault.features().contains(feature);
  }

  /** Distance of each point from the same pump without faults. */
  private static double[] change(SensorPlan plan, Feature feature) {
    SensorPlan healthy = plan(plan.seed(), plan.series(), plan.points(), 0);
    double[] change = values(rows(plan, 0), feature);
    double[] normal = values(rows(healthy, 0), feature);
    Arrays.setAll(change, point -> Math.abs(change[point] - normal[point]));
    return change;
  }

  @Example
  void aStuckSensorRepeatsTheValueBeforeTheFault() {
    SensorPlan plan = plan(3, 1, TWO_WEEKS, 5);
    SensorGenerator generator = new SensorGenerator(plan);
    Fault stuck =
        Sensors.faults(plan).stream()
            .filter(fault -> fault.kind() == FaultKind.STUCK)
            .findAny()
            .orElseThrow();

    double[] values = values(generator.rows(0).toList(), stuck.features().get(0));

    int start = plan.point(stuck.start());
    assertThat(Arrays.copyOfRange(values, start, plan.point(stuck.end())))
        .containsOnly(values[start - 1]);
  }

  @Example
  void healthyDaysResembleEachOther() {
    double[] pressure = values(rows(plan(11, 1, TWO_WEEKS, 0), 0), Feature.PRESSURE);
    int day = 144;

    assertThat(correlation(pressure, day)).isGreaterThan(0.8);
    assertThat(correlation(pressure, day / 2)).isLessThan(0.2);
  }

  @Example
  void temperatureFollowsThePressureSlowly() {
    List<SensorRow> rows = rows(plan(11, 1, TWO_WEEKS, 0), 0);
    double[] vibration = values(rows, Feature.VIBRATION);

    assertThat(correlation(vibration, values(rows, Feature.PRESSURE), 0)).isGreaterThan(0.9);
    assertThat(correlation(vibration, values(rows, Feature.TEMPERATURE), 6))
        .isGreaterThan(correlation(vibration, values(rows, Feature.TEMPERATURE), 0) + 0.05);
  }

  private static double correlation(double[] values, int lag) {
    return correlation(values, values, lag);
  }

  private static double correlation(double[] left, double[] right, int lag) {
    double leftMean = Arrays.stream(left).average().orElseThrow();
    double rightMean = Arrays.stream(right).average().orElseThrow();
    double product = 0;
    double leftSquare = 0;
    double rightSquare = 0;
    for (int i = 0; i + lag < left.length; i++) {
      double leftPart = left[i] - leftMean;
      double rightPart = right[i + lag] - rightMean;
      product += leftPart * rightPart;
      leftSquare += leftPart * leftPart;
      rightSquare += rightPart * rightPart;
    }
    return product / Math.sqrt(leftSquare * rightSquare);
  }

  @Example
  void thePeriodSamplesTheSameRhythm() {
    Pump coarse = new Pump(plan(5, 1, 100, 0), "pump-01");
    SensorPlan everyMinute =
        new SensorPlan(5, 1, 1000, START, Duration.ofMinutes(1), 0, 0, Dirt.NONE);
    Pump fine = new Pump(everyMinute, "pump-01");

    assertThat(fine.rhythm(Feature.VIBRATION)[500])
        .isCloseTo(coarse.rhythm(Feature.VIBRATION)[50], within(1e-9));
  }

  @Example
  void onePointIsEnough() {
    assertThat(rows(plan(1, 1, 1, 0), 0)).hasSize(1);
  }

  @Example
  void refusesASeriesThatIsNotPlanned() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows(plan(1, 2, 1, 0), 2))
        .withMessage("series 2 does not exist. Use 0 to 1");
  }
}
