package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SensorPlanTest {
  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private static SensorPlan plan(
      int series, int points, Duration period, int faults, double faultsAfter, Dirt dirt) {
    return new SensorPlan(1, series, points, START, period, faults, faultsAfter, dirt);
  }

  @Test
  void namesSeriesFromOne() {
    SensorPlan plan = plan(120, 1, PERIOD, 0, 0, Dirt.NONE);

    assertThat(plan.seriesName(0)).isEqualTo("pump-01");
    assertThat(plan.seriesName(119)).isEqualTo("pump-120");
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(() -> plan(0, 1, PERIOD, 0, 0, Dirt.NONE), "series is 0. Use 1 or more"),
        wrong(() -> plan(1, -3, PERIOD, 0, 0, Dirt.NONE), "points is -3. Use 1 or more"),
        wrong(
            () -> new SensorPlan(1, 1, 1, null, PERIOD, 0, 0, Dirt.NONE),
            "start is missing. Use the instant of the first row"),
        wrong(
            () -> plan(1, 1, null, 0, 0, Dirt.NONE),
            "period is null. Use PT0.001S to PT1H: "
                + "the shortest rhythm of a pump takes four hours"),
        wrong(
            () -> plan(1, 1, Duration.ZERO, 0, 0, Dirt.NONE),
            "period is PT0S. Use PT0.001S to PT1H: "
                + "the shortest rhythm of a pump takes four hours"),
        wrong(
            () -> plan(1, 1, Duration.ofHours(2), 0, 0, Dirt.NONE),
            "period is PT2H. Use PT0.001S to PT1H: "
                + "the shortest rhythm of a pump takes four hours"),
        wrong(() -> plan(1, 1, PERIOD, -1, 0, Dirt.NONE), "faults is -1. Use 0 or more"),
        wrong(
            () -> plan(1, 1, PERIOD, 0, 1.5, Dirt.NONE),
            "faultsAfter is 1.5. Use a fraction from 0 to 1"),
        wrong(
            () -> plan(1, 1, PERIOD, 0, 0, null),
            "dirt is missing. Use Dirt.NONE for a clean archive"),
        wrong(
            () -> plan(1, 50, PERIOD, 0, 0, new Dirt(2, 0, 0, 0)),
            "2 gaps do not fit into 50 points. Use fewer gaps or more points"),
        wrong(
            () -> plan(3, 1, PERIOD, 0, 0, Dirt.NONE).seriesName(3),
            "series 3 does not exist. Use 0 to 2"),
        wrong(() -> new Dirt(-1, 0, 0, 0), "gaps is -1. Use 0 or more"),
        wrong(() -> new Dirt(0, -0.1, 0, 0), "duplicates is -0.1. Use a fraction from 0 to 1"),
        wrong(() -> new Dirt(0, 0, 2, 0), "outOfOrder is 2.0. Use a fraction from 0 to 1"),
        wrong(() -> new Dirt(0, 0, 0, Double.NaN), "broken is NaN. Use a fraction from 0 to 1"),
        wrong(
            () -> new Dirt(0, 0.75, 0, 0.5),
            "duplicates 0.75 and broken 0.5 together exceed all rows. Lower one of them"));
  }

  private static Arguments wrong(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrongValues")
  void rejects(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
