package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.components.Baseline;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.normalize.FeatureWeights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DetectorTest {

  private static Baseline baseline(int features, boolean weighted) {
    float[] ones = new float[features];
    Arrays.fill(ones, 1);
    return new Baseline(
        new PrincipalComponents(1, new float[features], ones, new float[0]),
        weighted ? new FeatureWeights(ones) : FeatureWeights.NONE);
  }

  @Test
  void bothCountWhereFeaturesHaveToDoWithEachOther() {
    assertThat(Detector.usual(baseline(2, true), false)).isEqualTo(Detector.BOTH);
    assertThat(Detector.usual(baseline(19, true), false)).isEqualTo(Detector.BOTH);
  }

  @Test
  void elseTheNetworkCountsAlone() {
    assertThat(Detector.usual(baseline(1, true), false)).as("one feature").isEqualTo(Detector.LSTM);
    assertThat(Detector.usual(baseline(19, true), true)).as("sequences").isEqualTo(Detector.LSTM);
    assertThat(Detector.usual(baseline(19, false), false))
        .as("errors that are not alike")
        .isEqualTo(Detector.LSTM);
    assertThat(Detector.usual(Baseline.NONE, false)).as("too many").isEqualTo(Detector.LSTM);
  }
}
