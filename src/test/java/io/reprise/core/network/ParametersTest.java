package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

  @Test
  void oneNetworkServesAnySeries() {
    Parameters parameters = Parameters.ofAll(new float[] {1, 2});

    assertThat(parameters.isBySeries()).isFalse();
    assertThat(parameters.has("whatever")).isTrue();
    assertThat(parameters.forSeries("whatever")).containsExactly(1, 2);
  }

  @Test
  void eachSeriesHasItsOwn() {
    Parameters parameters = new Parameters(new float[] {1, 2, 3, 4, 5, 6}, List.of("", "B", "a"));

    assertThat(parameters.isBySeries()).isTrue();
    assertThat(parameters.forSeries("")).containsExactly(1, 2);
    assertThat(parameters.forSeries("B")).containsExactly(3, 4);
    assertThat(parameters.forSeries("a")).containsExactly(5, 6);
    assertThat(parameters.has("b")).isFalse();
    assertThatThrownBy(() -> parameters.forSeries("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The model has no network for the series b");
  }

  @Test
  void refusesNamesOutOfOrderOrTwice() {
    for (List<String> names : List.of(List.of("b", "a"), List.of("a", "a"))) {
      assertThatThrownBy(() -> new Parameters(new float[2], names))
          .as("%s", names)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ascending order");
    }
    assertThatThrownBy(() -> new Parameters(new float[3], List.of("a", "b")))
        .hasMessage("3 parameters are not as many for each of 2 series");
  }
}
