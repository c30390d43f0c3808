package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThresholdRuleTest {

  private static ErrorSummary of(float... errors) {
    ErrorDistribution distribution = new ErrorDistribution();
    for (float error : errors) {
      distribution.add(error);
    }
    return ErrorSummary.of(distribution);
  }

  @Test
  void sigmaIsTheMeanAndSoManyDeviations() {
    // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, deviation √(32 / 8) = 2.
    Threshold threshold = new ThresholdRule.Sigma(1.5).calibrate(of(2, 4, 4, 4, 5, 5, 7, 9));

    assertThat(threshold.rule()).isEqualTo("sigma");
    assertThat(threshold.k()).isEqualTo(1.5);
    assertThat(threshold.value()).isCloseTo(8, within(1e-12));
    assertThat(threshold.mean()).isCloseTo(5, within(1e-12));
    assertThat(threshold.deviation()).isCloseTo(2, within(1e-12));
    assertThat(threshold.expectedFalseAlarmRate())
        .as("one of eight, to the resolution of the ranks")
        .isCloseTo(0.125, within(0.001));
  }

  @Test
  void fixedIsTheValueItself() {
    Threshold threshold = new ThresholdRule.Fixed(4.5).calibrate(of(2, 4, 4, 4, 5, 5, 7, 9));

    assertThat(threshold.rule()).isEqualTo("fixed");
    assertThat(threshold.value()).isEqualTo(4.5);
    assertThat(threshold.mean()).isCloseTo(5, within(1e-12));
    assertThat(threshold.expectedFalseAlarmRate()).isCloseTo(0.5, within(0.001));
  }

  @Test
  void equalErrorsRaiseNoAlarm() {
    Threshold threshold = new ThresholdRule.Sigma(3).calibrate(of(0.7f, 0.7f, 0.7f));

    assertThat(threshold.value()).isEqualTo(0.7f);
    assertThat(threshold.expectedFalseAlarmRate()).isZero();
    assertThat(threshold.flags(0.7f)).isFalse();
  }

  @Test
  void flagsWhatLiesAboveOnly() {
    Threshold threshold = new ThresholdRule.Fixed(1).calibrate(of());

    assertThat(threshold.flags(1)).isFalse();
    assertThat(threshold.flags(Math.nextUp(1f))).isTrue();
    assertThat(threshold.flags(Float.NaN)).as("a point that no window covered").isFalse();
    assertThat(threshold.flags(Float.POSITIVE_INFINITY)).isTrue();
  }
}
