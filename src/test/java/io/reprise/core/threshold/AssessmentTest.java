package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentTest {

  private static Assessment assess(ThresholdRule rule, float[] validation, float... judged) {
    Calibration calibration = Errors.calibration(validation);
    Assessment.Family family =
        new Assessment.Family(
            calibration.threshold(rule),
            calibration.threshold(rule.stricter()),
            calibration.threshold(rule.laxer()));
    ErrorSummary errors = Errors.summary(judged);
    long[] flagged =
        family.all().stream().mapToLong(each -> errors.countAbove(each.value())).toArray();
    return Assessment.of("point", calibration, family, errors, flagged);
  }

  @Test
  void tellsWhatTheRuleAndItsNeighboursFlag() {
    Assessment assessment =
        assess(new ThresholdRule.Contamination(0.02), Errors.upTo(1000), Errors.upTo(1100));

    assertThat(assessment.inForce())
        .isEqualTo(new Assessment.Setting("threshold.contamination = 0.02", 980, 20, 120));
    assertThat(assessment.stricter())
        .isEqualTo(new Assessment.Setting("threshold.contamination = 0.01", 990, 10, 110));
    assertThat(assessment.laxer())
        .isEqualTo(new Assessment.Setting("threshold.contamination = 0.04", 960, 40, 140));
    assertThat(assessment.validated()).isEqualTo(1000);
    assertThat(assessment.judged()).isEqualTo(1100);
  }

  @Test
  void isSilentWhereAllIsWell() {
    assertThat(
            assess(new ThresholdRule.Quantile(0.99), Errors.upTo(1000), Errors.upTo(1000))
                .warnings())
        .isEmpty();
  }

  @Test
  void warnsOfATailTooShort() {
    assertThat(
            assess(new ThresholdRule.Quantile(0.999), Errors.upTo(200), Errors.upTo(200))
                .warnings())
        .containsExactly(
            "threshold.quantile = 0.999 is told by the greatest 0.2 of 200 validation errors, and"
                + " needs 10; enlarge split.validation, or ask for less.");
    assertThat(warning(new ThresholdRule.Contamination(0.01), 999)).contains("0.01");
    assertThat(warning(new ThresholdRule.Contamination(0.01), 1000)).isEmpty();
    assertThat(warning(new ThresholdRule.Pot(0.001), 299)).contains("a tail of only 29 of 299");
    assertThat(warning(new ThresholdRule.Pot(0.001), 300)).isEmpty();
    assertThat(warning(new ThresholdRule.Pot(1e-9), 1000)).contains("a risk of 1e-05 or more");
    assertThat(warning(new ThresholdRule.Sigma(3), 29)).contains("only 29 validation errors");
    assertThat(warning(new ThresholdRule.Mad(3), 30)).isEmpty();
    assertThat(warning(new ThresholdRule.Fixed(1e9), 1)).isEmpty();
  }

  private static String warning(ThresholdRule rule, int count) {
    List<String> shortages = Errors.calibration(Errors.upTo(count)).shortages(rule);
    return String.join("", shortages);
  }

  @Test
  void labelsWantSomeAnomalies() {
    Calibration few = Errors.labelled(Errors.upTo(100), Errors.upTo(9));

    assertThat(few.shortages(new ThresholdRule.Labels()).get(0))
        .contains("only 9 labelled anomalies");
    assertThat(
            Errors.labelled(Errors.upTo(100), Errors.upTo(10))
                .shortages(new ThresholdRule.Labels()))
        .isEmpty();
  }

  @Test
  void warnsOfDriftAndOfTooManyFlags() {
    float[] judged = Errors.upTo(1000);
    for (int i = 0; i < judged.length; i++) {
      judged[i] += 300;
    }

    List<String> warnings =
        assess(new ThresholdRule.Quantile(0.99), Errors.upTo(1000), judged).warnings();

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).contains("drifted", "0.30", "800", "500");
    assertThat(warnings.get(1)).contains("31 % are flagged", "threshold.quantile = 0.99");
  }

  @Test
  void manyFlagsAreNoSurpriseWhereTheyWereAskedFor() {
    assertThat(
            assess(new ThresholdRule.Quantile(0.7), Errors.upTo(1000), Errors.upTo(1000))
                .warnings())
        .isEmpty();
  }

  @Test
  void warnsOfTooFewFlags() {
    assertThat(
            assess(new ThresholdRule.Quantile(0.9), Errors.upTo(1000), Errors.upTo(890)).warnings())
        .containsExactly(
            "By point only 0 are flagged where 89 false alarms were to be expected: what is judged"
                + " is calmer than validation was.");
  }
}
