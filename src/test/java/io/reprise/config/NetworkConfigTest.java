package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.network.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkConfigTest {

  @Test
  void defaults() {
    assertThat(with().network())
        .isEqualTo(new NetworkConfig(List.of(16), List.of(16), Loss.MSE, EngineChoice.AUTO));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "network.encoder=[64, 32]",
                    "network.decoder=[8192]",
                    "network.loss=huber",
                    "network.engine=dl4j")
                .network())
        .isEqualTo(
            new NetworkConfig(List.of(64, 32), List.of(8192), Loss.HUBER, EngineChoice.DL4J));
  }

  @Test
  void rejections() {
    assertRefused("network.encoder=[]", "needs at least one layer");
    assertRefused("network.decoder=[]", "needs at least one layer");
    assertRefused("network.encoder=[16, 0]", "from 1 to 8192 units");
    assertRefused("network.decoder=[8193]", "from 1 to 8192 units");
    assertRefused("network.encoder=16", "must be a list of whole numbers");
    assertRefused("network.encoder=[16, 8.5]", "must be a list of whole numbers");
    assertRefused("network.loss=mse2", "must be one of mse, mae, huber");
  }
}
