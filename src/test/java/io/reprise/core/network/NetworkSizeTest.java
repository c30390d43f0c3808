package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSizeTest {

  private static final Engine STOCK = Engine.DL4J;

  private static NetworkSpec spec(int features, int steps, int... units) {
    List<Integer> encoder = List.of(units[0], units[1]);
    List<Integer> decoder = List.of(units[2]);
    return new NetworkSpec(
        features, steps, encoder, decoder, Loss.MSE, 0.01, 1, NetworkOptions.PLAIN);
  }

  @Test
  void weightsAreThoseOfTheNetwork() {
    NetworkSpec spec = spec(3, 4, 5, 2, 6);

    assertThat(spec.parameters()).isEqualTo(new Autoencoder(spec, STOCK).build().numParams());
  }

  @Test
  void weightsAndNumbersDoNotOverflow() {
    NetworkSpec spec = spec(100_000, 65_536, 8192, 8192, 8192);
    NetworkSize size = new NetworkSize(spec);

    assertThat(spec.parameters()).isGreaterThan(4_000_000_000L);
    assertThat(size.numbers(65_536)).isEqualTo(65_536L * 65_536 * 100_000);
  }

  @Test
  void batchesShrinkToWhatIsReplayedAtOnce() {
    assertThat(new NetworkSize(spec(3, 48, 16, 16, 16)).windowsAtOnce(128))
        .as("the usual batch")
        .isEqualTo(128);
    assertThat(new NetworkSize(spec(1000, 48, 16, 16, 16)).windowsAtOnce(65_536))
        .as("of many features")
        .isEqualTo((1 << 24) / 48_000);
    assertThat(new NetworkSize(spec(3, 12_000, 16, 64, 16)).windowsAtOnce(128))
        .as("of many units")
        .isEqualTo((1 << 24) / (12_000 * 64));
    assertThat(new NetworkSize(spec(100_000, 65_536, 1, 1, 1)).windowsAtOnce(128))
        .as("at least one")
        .isEqualTo(1);
  }
}
