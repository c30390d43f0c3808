package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignalPlanTest {
  @Test
  void noiseAndAnomaliesAreAdded() {
    assertThat(SignalPlan.clean(7, 10, 64).withNoise(0.1).withAnomalies(0.2))
        .isEqualTo(plan(64, 64, 1));
  }

  private static SignalPlan plan(int leastPoints, int points, int features) {
    return new SignalPlan(
        7, 10, leastPoints, points, features, SignalShape.SINE, 0.1, SignalAnomaly.SHAPE, 0.2);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(() -> SignalPlan.clean(1, 0, 1), "sequences is 0. Use 1 or more"),
        wrong(() -> SignalPlan.clean(1, 1, 0), "points is 0. Use 1 or more"),
        wrong(() -> plan(0, 5, 1), "leastPoints is 0. Use 1 or more"),
        wrong(
            () -> plan(6, 5, 1),
            "leastPoints is 6. Use 5 or less, the points of the longest sequence"),
        wrong(() -> plan(5, 5, 0), "features is 0. Use 1 or more"),
        wrong(
            () -> SignalPlan.clean(1, 1, 1).withNoise(-0.5),
            "noise is -0.5. Use a finite number from 0"),
        wrong(
            () -> SignalPlan.clean(1, 1, 1).withNoise(Double.POSITIVE_INFINITY),
            "noise is Infinity. Use a finite number from 0"),
        wrong(
            () -> SignalPlan.clean(1, 1, 1).withAnomalies(1.1),
            "anomalies is 1.1. Use a fraction from 0 to 1"),
        wrong(
            () -> new Range(2, 1),
            "range 2.0 to 1.0 is empty or infinite. Use finite numbers, the smaller one first"),
        wrong(
            () -> new Range(Double.NaN, 1),
            "range NaN to 1.0 is empty or infinite. Use finite numbers, the smaller one first"));
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
