package io.reprise.core.synthetic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class FaultScheduleTest {
  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private static SensorPlan plan(
      long seed, int series, int points, int faults, double faultsAfter) {
    return new SensorPlan(seed, series, points, START, PERIOD, faults, faultsAfter, Dirt.NONE);
  }

  @Property(tries = 200)
  void placesFaultsApartAndWithinTheAllowedSpan(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int series,
      @ForAll @IntRange(min = 0, max = 20) int faults,
      @ForAll @DoubleRange(min = 0, max = 0.9) double faultsAfter) {
    SensorPlan plan = plan(seed, series, 40_000, faults, faultsAfter);
    FaultSchedule schedule = new FaultSchedule(plan);

    for (int index = 0; index < series; index++) {
      Instant earliest = plan.time((int) Math.ceil(40_000 * faultsAfter));
      for (Fault fault : schedule.faults(index)) {
        assertThat(fault.series()).isEqualTo(plan.seriesName(index));
        assertThat(fault.start()).isAfterOrEqualTo(earliest);
        assertThat(fault.end()).isAfter(fault.start()).isBeforeOrEqualTo(plan.time(40_000));
        earliest = fault.end().plus(PERIOD.multipliedBy(48));
      }
    }
  }

  @Property(tries = 200)
  void spreadsFaultsEvenlyOverSeriesAndKinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int series,
      @ForAll @IntRange(min = 5, max = 40) int faults) {
    List<Fault> drawn = Sensors.faults(plan(seed, series, 40_000, faults, 0.5));

    assertThat(drawn).hasSize(faults);
    assertEven(count(drawn, Fault::kind), FaultKind.values().length);
    assertEven(count(drawn, Fault::series), Math.min(series, faults));
  }

  private static Collection<Long> count(List<Fault> faults, Function<Fault, Object> key) {
    return faults.stream().collect(groupingBy(key, counting())).values();
  }

  private static void assertEven(Collection<Long> counts, int groups) {
    assertThat(counts).hasSize(groups);
    assertThat(Collections.max(counts) - Collections.min(counts)).isLessThanOrEqualTo(1);
  }

  @Property(tries = 50)
  void aFaultOtherThanALostRhythmAffectsOneFeature(@ForAll long seed) {
    assertThat(Sensors.faults(plan(seed, 3, 10_000, 20, 0.5)))
        .allSatisfy(
            fault ->
                assertThat(fault.features())
                    .hasSizeBetween(1, fault.kind() == FaultKind.LOST_RHYTHM ? 3 : 1));
  }

  @Example
  void everyFeatureIsAffectedByEveryKind() {
    assertThat(Sensors.faults(plan(1, 10, 10_000, 200, 0)))
        .flatExtracting(
            fault ->
                fault.features().stream().map(feature -> feature + " " + fault.kind()).toList())
        .containsAll(
            Feature.ALL.stream()
                .flatMap(
                    feature ->
                        List.of(FaultKind.values()).stream().map(kind -> feature + " " + kind))
                .toList());
  }

  @Example
  void lengthsFollowThePhysicsAndNotThePeriod() {
    SensorPlan everyMinute =
        new SensorPlan(5, 1, 100_000, START, Duration.ofMinutes(1), 20, 0, Dirt.NONE);

    assertThat(Sensors.faults(everyMinute))
        .filteredOn(fault -> fault.kind() == FaultKind.STUCK)
        .allSatisfy(
            fault ->
                assertThat(Duration.between(fault.start(), fault.end()))
                    .isBetween(Duration.ofHours(10), Duration.ofHours(14)));
    assertThat(Sensors.faults(everyMinute))
        .filteredOn(fault -> fault.kind() == FaultKind.SPIKE)
        .allSatisfy(
            fault ->
                assertThat(Duration.between(fault.start(), fault.end()))
                    .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(3)));
  }

  @Example
  void refusesMoreFaultsThanFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sensors.faults(plan(1, 2, 1000, 40, 0.5)))
        .withMessageMatching(
            "20 of 40 faults fall to pump-01 and need \\d+ points, but only 500 lie after "
                + "faultsAfter 0.5. Use fewer faults, more series, more points or an earlier "
                + "faultsAfter");
  }

  @Example
  void refusesAnyFaultWhereNothingIsAllowed() {
    assertThat(Sensors.faults(plan(1, 1, 1000, 0, 1))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sensors.faults(plan(1, 1, 1000, 1, 1)))
        .withMessageContaining("only 0 lie after faultsAfter 1.0");
  }
}
