package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {

  private static NetworkSpec spec(
      int features, int steps, List<Integer> encoder, List<Integer> decoder) {
    return new NetworkSpec(
        features, steps, encoder, decoder, Loss.MSE, 0.01, 1, NetworkOptions.PLAIN);
  }

  @Test
  void refusesNetworksWithoutLayersOrSteps() {
    assertThatThrownBy(() -> spec(0, 1, List.of(1), List.of(1)))
        .hasMessageContaining("A network needs features");
    assertThatThrownBy(() -> spec(1, 0, List.of(1), List.of(1)))
        .hasMessageContaining("A network needs features");
    assertThatThrownBy(() -> spec(1, 1, List.of(), List.of(1)))
        .hasMessageContaining("A network needs features");
    assertThatThrownBy(() -> spec(1, 1, List.of(1), List.of()))
        .hasMessageContaining("A network needs features");
  }
}
