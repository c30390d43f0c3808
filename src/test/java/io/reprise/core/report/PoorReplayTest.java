package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PoorReplayTest {

  @Test
  void warnsOfFeaturesReplayedFarWorseThanByTheirMean() {
    assertThat(PoorReplay.warning(Map.of("speed", -8.8e71, "heat", 0.9)))
        .get()
        .asString()
        .startsWith("The replay of speed is far worse than its mean would be (R² -8.8e+71): ")
        .contains("clean.bounds");
    assertThat(PoorReplay.warning(Map.of("speed", -11.0, "heat", -12.0, "load", -20.0)))
        .get()
        .asString()
        .startsWith("The replay of load and of 2 more features");
  }

  @Test
  void aModelThatIsOnlyWeakIsNoReason() {
    assertThat(PoorReplay.warning(Map.of("speed", -10.0, "heat", 0.9))).isEmpty();
    assertThat(PoorReplay.warning(Map.of())).isEmpty();
  }
}
