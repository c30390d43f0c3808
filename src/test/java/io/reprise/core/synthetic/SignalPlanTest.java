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
  private static final Range ONE = new Range(1, 1);

  @Test
  void cleanPlanHasTheUsualRanges() {
    assertThat(SignalPlan.clean(7, 10, 64))
        .isEqualTo(new SignalPlan(7, 10, 64, new Range(1, 5), new Range(0.5, 1.5), 0, 0));
  }

  @Test
  void noiseAndAnomaliesAreAdded() {
    assertThat(SignalPlan.clean(7, 10, 64).withNoise(0.1).withAnomalies(0.2))
        .isEqualTo(new SignalPlan(7, 10, 64, new Range(1, 5), new Range(0.5, 1.5), 0.1, 0.2));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(() -> SignalPlan.clean(1, 0, 1), "sequences is 0. Use 1 or more"),
        wrong(() -> SignalPlan.clean(1, 1, 0), "points is 0. Use 1 or more"),
        wrong(
            () -> new SignalPlan(1, 1, 1, new Range(0, 2), ONE, 0, 0),
            "cycles are Range[from=0.0, to=2.0]. Use a range above 0"),
        wrong(
            () -> new SignalPlan(1, 1, 1, null, ONE, 0, 0), "cycles are null. Use a range above 0"),
        wrong(
            () -> new SignalPlan(1, 1, 1, ONE, new Range(-1, 1), 0, 0),
            "amplitude is Range[from=-1.0, to=1.0]. Use a range above 0"),
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
