package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.stage.common.InputRefusedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRangesTest {

  @Test
  void aRangeStandsForItsNames() {
    assertThat(NameRanges.expanded(List.of("a", "v9..v11", "b..c")))
        .containsExactly("a", "v9", "v10", "v11", "b..c");
    assertThat(NameRanges.expanded(List.of("v1..v99999", "a"))).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1..v2147483647",
        "v2147483640..v2147483647000",
        "v1..v99999999999999999999",
        "v1..v100001"
      })
  void aRangeOfTooManyColumnsIsRefusedAtOnce(String range) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> NameRanges.expanded(List.of(range)))
                .isInstanceOf(InputRefusedException.class)
                .hasMessage(
                    "archive.columns.features: with %s there are more than 100,000 columns; name"
                        + " fewer.",
                    range));
  }

  @Test
  void manyRangesTogetherAreTooMany() {
    assertThatThrownBy(() -> NameRanges.expanded(List.of("v1..v60000", "w1..w60000")))
        .hasMessageContaining("with w1..w60000 there are more than 100,000 columns");
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(() -> NameRanges.expanded(List.of("v5..v1")))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("v5..v1 ends before it begins");
  }
}
