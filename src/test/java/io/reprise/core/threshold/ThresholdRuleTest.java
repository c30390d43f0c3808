package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.normalize.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdRuleTest {

  static Stream<ThresholdRule> rules() {
    return Stream.of(
        new ThresholdRule.Sigma(3),
        new ThresholdRule.Mad(3),
        new ThresholdRule.Quantile(0.99),
        new ThresholdRule.Contamination(0.01),
        new ThresholdRule.Pot(0.001),
        new ThresholdRule.Fixed(3),
        new ThresholdRule.Labels());
  }

  @Test
  void sigmaIsTheMeanAndSoManyDeviations() {
    // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, deviation √(32 / 8) = 2.
    Threshold threshold =
        Errors.calibration(2, 4, 4, 4, 5, 5, 7, 9).threshold(new ThresholdRule.Sigma(1.5));

    assertThat(threshold.rule().ruleName()).isEqualTo("sigma");
    assertThat(threshold.value()).isCloseTo(8, within(1e-12));
    assertThat(threshold.mean()).isCloseTo(5, within(1e-12));
    assertThat(threshold.deviation()).isCloseTo(2, within(1e-12));
    assertThat(threshold.expectedFalseAlarmRate()).isEqualTo(1 / 8.0);
  }

  @Test
  void madIsTheMedianAndSoManyDistances() {
    // Median 5; distances 4 3 2 1 0 1 2 3 95, their median 2.
    double value = new ThresholdRule.Mad(3).value(Errors.calibration(1, 2, 3, 4, 5, 6, 7, 8, 100));

    assertThat(value).isCloseTo(5 + 3 * 1.4826 * 2, within(1e-12));
  }

  @Test
  void quantileLeavesItsFractionBelow() {
    Calibration hundred = Errors.calibration(Errors.upTo(100));

    assertThat(new ThresholdRule.Quantile(0.95).value(hundred)).isEqualTo(95);
    assertThat(new ThresholdRule.Quantile(0.945).value(hundred)).isEqualTo(95);
    assertThat(new ThresholdRule.Quantile(0.999).value(hundred)).isEqualTo(100);
    assertThat(new ThresholdRule.Quantile(0.001).value(hundred)).isEqualTo(1);
    assertThat(hundred.threshold(new ThresholdRule.Quantile(0.8)).expectedFalseAlarmRate())
        .isEqualTo(0.2);
  }

  @Test
  void contaminationLetsItsShareAbove() {
    Calibration thousand = Errors.calibration(Errors.upTo(1000));

    assertThat(new ThresholdRule.Contamination(0.05).value(thousand)).isEqualTo(950);
    assertThat(thousand.flagged(thousand.threshold(new ThresholdRule.Contamination(0.05))))
        .isEqualTo(50);
    assertThat(thousand.flagged(thousand.threshold(new ThresholdRule.Contamination(0.0505))))
        .as("at most that share")
        .isEqualTo(50);
  }

  @Test
  void potContinuesAnExponentialTail() {
    // Errors at the even quantiles of an exponential distribution of mean 1.
    int count = 10_000;
    float[] errors = new float[count];
    for (int i = 0; i < count; i++) {
      errors[i] = (float) -Math.log((i + 0.5) / count);
    }

    double value = new ThresholdRule.Pot(1e-6).value(Errors.calibration(errors));

    assertThat(value).as("−ln 1e-6 = 13.8, beyond the greatest error of 9.9").isBetween(12.5, 15.0);
  }

  @Test
  void potNeverFallsBelowItsInitialQuantile() {
    assertThat(new ThresholdRule.Pot(0.5).value(Errors.calibration(Errors.upTo(1000))))
        .isEqualTo(900);
  }

  @Test
  void fixedIsTheValueItself() {
    Threshold threshold =
        Errors.calibration(2, 4, 4, 4, 5, 5, 7, 9).threshold(new ThresholdRule.Fixed(4.5));

    assertThat(threshold.value()).isEqualTo(4.5);
    assertThat(threshold.mean()).isCloseTo(5, within(1e-12));
    assertThat(threshold.expectedFalseAlarmRate()).isEqualTo(0.5);
  }

  @Test
  void labelsDivideWithTheBestF1() {
    // Above 4: hits 5 6 9, false alarm 7, missed 2: F1 6 / 8. Above 3 it is 6 / 9, above 5 4 / 7.
    Calibration validation = Errors.labelled(new float[] {1, 3, 4, 4, 7}, new float[] {2, 5, 6, 9});

    Threshold threshold = validation.threshold(new ThresholdRule.Labels());

    assertThat(threshold.value()).as("halfway from 4 to 5").isEqualTo(4.5);
    assertThat(threshold.expectedFalseAlarmRate()).as("7 of the normal ones").isEqualTo(0.2);
    assertThat(threshold.mean()).as("of all that calibrates").isCloseTo(3.8, within(1e-12));
  }

  @Test
  void labelsWithoutOverlapDivideInTheMiddle() {
    assertThat(
            new ThresholdRule.Labels()
                .value(Errors.labelled(new float[] {1, 2}, new float[] {10, 20})))
        .isEqualTo(6);
  }

  @Test
  void labelsThatTellNothingFlagEverything() {
    // All errors equal: flagging all has F1 2 / 3, but nothing lies above the only error.
    assertThat(new ThresholdRule.Labels().value(Errors.labelled(new float[] {1}, new float[] {1})))
        .isEqualTo(1);
  }

  @Test
  void labelsNeedBothClasses() {
    assertThatThrownBy(() -> Errors.calibration(1, 2, 3).threshold(new ThresholdRule.Labels()))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("no labelled anomalies");
  }

  @Test
  void rulesNeedErrors() {
    rules()
        .filter(rule -> !(rule instanceof ThresholdRule.Fixed))
        .forEach(
            rule ->
                assertThatThrownBy(() -> Errors.calibration().threshold(rule))
                    .as(rule.ruleName())
                    .isInstanceOf(CalibrationException.class));
  }

  @Test
  void aModelWithoutATailHasNoPeaks() {
    Moments moments = new Moments(3, 2, 2, 1, 3);
    Calibration old =
        new Calibration(
            new ErrorSummary(moments, new float[] {1, 2, 3}, new float[0]),
            Optional.empty(),
            Map.of());

    assertThatThrownBy(() -> old.threshold(new ThresholdRule.Pot(0.001)))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("train again");
    assertThat(old.threshold(new ThresholdRule.Quantile(0.5)).value()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void equalErrorsRaiseNoAlarm(ThresholdRule rule) {
    float[] equal = {0.7f, 0.7f, 0.7f};
    Calibration validation = Errors.labelled(equal, new float[] {5});

    Threshold threshold = validation.threshold(rule);

    assertThat(threshold.value()).isGreaterThanOrEqualTo(0.7f);
    assertThat(threshold.expectedFalseAlarmRate()).isZero();
    assertThat(validation.flagged(threshold)).isZero();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void oneErrorIsEnoughForAValue(ThresholdRule rule) {
    Threshold threshold = Errors.labelled(new float[] {2}, new float[] {4}).threshold(rule);

    assertThat(threshold.value()).isBetween(2.0, 4.0);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void neighboursLieOnEitherSide(ThresholdRule rule) {
    float[] errors = new float[5000];
    Random random = new Random(1);
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (float) Math.exp(random.nextGaussian());
    }
    Calibration validation = Errors.labelled(errors, new float[] {5, 9, 30});

    double value = rule.value(validation);

    assertThat(rule.stricter().value(validation)).isGreaterThan(value);
    assertThat(rule.laxer().value(validation)).isLessThan(value);
    assertThat(rule.stricter().ruleName()).isEqualTo(rule.ruleName());
  }

  @Test
  void eachSeriesHasItsOwnThreshold() {
    float[] many = Errors.upTo(200);
    Calibration validation =
        new Calibration(
            Errors.summary(many),
            Optional.empty(),
            Map.of(
                "loud", ErrorSummary.ofSeries(Errors.distribution(many)),
                "new", ErrorSummary.ofSeries(Errors.distribution(500, 600))));

    Threshold threshold = validation.thresholdBySeries(new ThresholdRule.Quantile(0.9));

    assertThat(threshold.forSeries("loud")).isEqualTo(180);
    assertThat(threshold.forSeries("new"))
        .as("2 of the 100 errors that are enough")
        .isCloseTo(0.02 * 600 + 0.98 * 180, within(1e-9));
    assertThat(threshold.forSeries("never seen")).isEqualTo(threshold.value());
    assertThat(validation.flagged(threshold)).isEqualTo(22);
    assertThat(threshold.expectedFalseAlarmRate()).isCloseTo(22 / 202.0, within(1e-12));
  }

  @Test
  void noSeriesJumpsWhenItHasOneErrorMore() {
    ErrorSummary all = Errors.summary(Errors.upTo(200));
    for (ThresholdRule rule :
        List.of(
            new ThresholdRule.Sigma(3),
            new ThresholdRule.Mad(3),
            new ThresholdRule.Quantile(0.9),
            new ThresholdRule.Contamination(0.1))) {
      double before = rule.value(new Calibration(all, Optional.empty(), Map.of()));
      for (int count = 1; count <= 400; count++) {
        float[] own = new float[count];
        Arrays.fill(own, 1000);
        Calibration validation =
            new Calibration(
                all,
                Optional.empty(),
                Map.of("own", ErrorSummary.ofSeries(Errors.distribution(own))));
        double level = validation.thresholdBySeries(rule).forSeries("own");
        assertThat(level).as("%s of %d errors", rule, count).isBetween(before, before + 9);
        before = level;
      }
      assertThat(before).as("enough of its own").isEqualTo(1000);
    }
  }

  @Test
  void seriesNeedErrorsBySeries() {
    assertThatThrownBy(() -> Errors.calibration(1).thresholdBySeries(new ThresholdRule.Sigma(1)))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("train again");
  }

  @Test
  void whatNoValidationErrorExceedsIsToldByTheTail() {
    // An exponential distribution of mean 1: its survival at 12 is 6.1e-6.
    Random random = new Random(7);
    float[] errors = new float[20_000];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (float) -Math.log(1 - random.nextDouble());
    }

    double rate =
        Errors.calibration(errors).threshold(new ThresholdRule.Fixed(12)).expectedFalseAlarmRate();

    assertThat(rate).isBetween(6.1e-7, 6.1e-5);
  }
}
