package io.reprise.stage.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.stage.common.InputRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {

  private static NetworkSpec spec(int features, int steps, List<Integer> units) {
    return new NetworkSpec(features, steps, units, units, Loss.MSE, 0.01, 1, NetworkOptions.PLAIN);
  }

  @Test
  void usualNetworksHaveRoom() {
    assertThatCode(() -> Room.require(spec(3, 48, List.of(128)), 4096)).doesNotThrowAnyException();
  }

  @Test
  void aMinibatchThatNoArrayHoldsIsRefusedByItsKey() {
    assertThatThrownBy(() -> Room.require(spec(1500, 12_000, List.of(16)), 128))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith("training.batch: a layer holds 2,304,000,000 numbers")
        .hasMessageEndingWith("network.decoder.");
  }

  @Test
  void moreWeightsThanAnArrayHoldsAreRefusedByTheirKeys() {
    assertThatThrownBy(() -> Room.require(spec(3, 1, List.of(8192, 8192)), 1))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith("network.encoder = [8192, 8192] and network.decoder = ");
  }
}
