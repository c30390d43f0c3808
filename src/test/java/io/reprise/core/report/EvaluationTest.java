package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static Ranking ranking(int normals, int anomalies) {
    Ranking ranking = new Ranking();
    for (int i = 0; i < normals; i++) {
      ranking.add(1, false);
    }
    for (int i = 0; i < anomalies; i++) {
      ranking.add(2, true);
    }
    return ranking;
  }

  @Test
  void countsByHand() {
    // 6 of 8 anomalies found, 4 of 20 normal ones flagged.
    Evaluation evaluation = Evaluation.of("point", ranking(20, 8), 6, 4);

    assertThat(evaluation.level()).isEqualTo("point");
    assertThat(evaluation.truePositives()).isEqualTo(6);
    assertThat(evaluation.falsePositives()).isEqualTo(4);
    assertThat(evaluation.trueNegatives()).isEqualTo(16);
    assertThat(evaluation.falseNegatives()).isEqualTo(2);
    assertThat(evaluation.precision()).isEqualTo(0.6);
    assertThat(evaluation.recall()).isEqualTo(0.75);
    assertThat(evaluation.f1()).isCloseTo(2 * 0.6 * 0.75 / (0.6 + 0.75), within(1e-12));
    assertThat(evaluation.balancedAccuracy()).isEqualTo((0.75 + 0.8) / 2);
    assertThat(evaluation.areaUnderCurve()).isEqualTo(1);
    assertThat(evaluation.averagePrecision()).isEqualTo(1);
  }

  @Test
  void nothingFlaggedHasNoPrecision() {
    Evaluation evaluation = Evaluation.of("sequence", ranking(3, 2), 0, 0);

    assertThat(evaluation.precision()).isZero();
    assertThat(evaluation.recall()).isZero();
    assertThat(evaluation.f1()).isZero();
    assertThat(evaluation.balancedAccuracy()).isEqualTo(0.5);
  }
}
