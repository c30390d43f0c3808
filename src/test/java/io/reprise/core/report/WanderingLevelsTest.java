package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WanderingLevelsTest {

  private static final List<String> FEATURES =
      IntStream.range(0, 9).mapToObj(number -> "f" + number).toList();

  @Test
  void namesWhatWanders() {
    assertThat(WanderingLevels.warning(FEATURES, List.of(2, 4)))
        .hasValueSatisfying(text -> assertThat(text).endsWith("(normalize.wandering): f2, f4"));
  }

  @Test
  void namesFiveAndCountsTheRest() {
    assertThat(WanderingLevels.warning(FEATURES, List.of(0, 1, 2, 3, 4, 5, 6)))
        .hasValueSatisfying(text -> assertThat(text).endsWith("f0, f1, f2, f3, f4 and 2 more"));
  }

  @Test
  void saysNothingWhereNothingWanders() {
    assertThat(WanderingLevels.warning(FEATURES, List.of())).isEmpty();
  }
}
