package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.core.network.Detector;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static Comparison flags(long flagged, long byModel, long byBoth) {
    return new Comparison("point", 5, 3.5, 1000, flagged, byModel, byBoth, Optional.empty());
  }

  private static Comparison precisions(double model, double baseline) {
    return new Comparison(
        "sequence",
        3,
        3.5,
        1000,
        40,
        30,
        10,
        Optional.of(new Comparison.AgainstLabels(quality(model), quality(baseline))));
  }

  private static Comparison.Quality quality(double averagePrecision) {
    return new Comparison.Quality(averagePrecision, 0.9, 0.8, 0.7);
  }

  @Test
  void agreementIsTheShareOfWhatEitherFlags() {
    assertThat(flags(40, 30, 10).agreement()).hasValue(10 / 60.0);
    assertThat(flags(7, 7, 7).agreement()).hasValue(1);
    assertThat(flags(7, 0, 0).agreement()).hasValue(0);
    assertThat(flags(0, 0, 0).agreement()).isEmpty();
  }

  @Test
  void warnsOnlyWhereTheSimpleMethodIsNotablyBetter() {
    assertThat(precisions(0.5, 0.519).warning(Detector.LSTM)).isEmpty();
    assertThat(precisions(0.6, 0.5).warning(Detector.LSTM)).isEmpty();
    assertThat(precisions(Double.NaN, 0.5).warning(Detector.LSTM)).isEmpty();
    assertThat(flags(40, 30, 10).warning(Detector.LSTM)).as("nobody knows").isEmpty();
    assertThat(precisions(0.5, 0.53).warning(Detector.LSTM))
        .hasValue(
            "Against the labels, by sequence, plain principal components do better than the model"
                + " (average precision 0.530, the model's 0.500): train again with"
                + " scoring.detector = pca or both.");
    assertThat(precisions(0.5, 0.53).warning(Detector.BOTH).orElseThrow())
        .endsWith("scoring.detector = pca.");
  }

  @Test
  void speaksInOneLine() {
    assertThat(flags(40, 30, 10).sentence())
        .isEqualTo(
            "Yardstick (5 principal components): of the 60 points that either flags, both flag 10");
    assertThat(flags(0, 0, 0).sentence())
        .isEqualTo("Yardstick (5 principal components): neither flags a point");
    assertThat(precisions(0.5, 0.25).sentence())
        .contains("sequences that either flags, both flag ")
        .endsWith("; average precision 0.250, the model's 0.500");
  }

  @Test
  void standsInTheReportForPrograms() {
    JsonNode baseline = ReportJson.baseline(precisions(0.5, 0.25));

    assertThat(baseline.at("/level").asText()).isEqualTo("sequence");
    assertThat(baseline.at("/components").asInt()).isEqualTo(3);
    assertThat(baseline.at("/flaggedByBoth").asLong()).isEqualTo(10);
    assertThat(baseline.at("/agreement").asDouble()).isEqualTo(10 / 60.0);
    assertThat(baseline.at("/evaluation/model/averagePrecision").asDouble()).isEqualTo(0.5);
    assertThat(baseline.at("/evaluation/baseline/averagePrecision").asDouble()).isEqualTo(0.25);
    assertThat(baseline.at("/evaluation/baseline/bestF1").asDouble()).isEqualTo(0.8);
    JsonNode unlabelled = ReportJson.baseline(flags(0, 0, 0));
    assertThat(unlabelled.has("agreement")).isFalse();
    assertThat(unlabelled.has("evaluation")).isFalse();
  }
}
