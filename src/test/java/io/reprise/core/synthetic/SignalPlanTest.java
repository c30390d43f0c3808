package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignalPlanTest {
  private static SignalPlan plan(int leastPoints, int points, int features) {
    return new SignalPlan(
        7,
        10,
        new SignalPlan.SequencePoints(leastPoints, points),
        features,
        SignalShape.SINE,
        0.1,
        SignalAnomaly.SHAPE,
        0.2);
  }

  private static SignalPlan sines(int sequences, int points, double noise, double anomalies) {
    return SignalGeneratorTest.sines(1, sequences, points, noise, anomalies);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(() -> sines(0, 1, 0, 0), "sequences is 0. Use 1 or more"),
        wrong(() -> sines(1, 0, 0, 0), "points is 0. Use 1 or more"),
        wrong(() -> plan(0, 5, 1), "leastPoints is 0. Use 1 or more"),
        wrong(
            () -> plan(6, 5, 1),
            "leastPoints is 6. Use 5 or less, the points of the longest sequence"),
        wrong(() -> plan(5, 5, 0), "features is 0. Use 1 or more"),
        wrong(() -> sines(1, 1, -0.5, 0), "noise is -0.5. Use a finite number from 0"),
        wrong(
            () -> sines(1, 1, Double.POSITIVE_INFINITY, 0),
            "noise is Infinity. Use a finite number from 0"),
        wrong(() -> sines(1, 1, 0, 1.1), "anomalies is 1.1. Use a fraction from 0 to 1"),
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
