package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.network.DecoderInput;
import io.reprise.core.network.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkConfigTest {

  @Test
  void defaults() {
    assertThat(with().network())
        .isEqualTo(
            new NetworkConfig(
                List.of(16),
                List.of(16),
                DecoderInput.REPEAT,
                false,
                0,
                Loss.MSE,
                EngineChoice.AUTO,
                PrecisionChoice.FLOAT32));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "network.encoder=[64, 8192]",
                    "network.decoder=[8192]",
                    "network.decoder-input=state",
                    "network.reversed=true",
                    "network.dropout=0.2",
                    "network.loss=huber",
                    "network.engine=dl4j",
                    "network.precision=bfloat16")
                .network())
        .isEqualTo(
            new NetworkConfig(
                List.of(64, 8192),
                List.of(8192),
                DecoderInput.STATE,
                true,
                0.2,
                Loss.HUBER,
                EngineChoice.DL4J,
                PrecisionChoice.BFLOAT16));
  }

  @Test
  void aStateNeedsAsManyUnits() {
    assertThatThrownBy(
            () -> with("network.decoder-input=state", "network.encoder=[8]", "network.decoder=[9]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "network.decoder = [9]: where network.decoder-input = state its first layer must have as"
                + " many units as the encoder's last.");
  }

  @Test
  void rejections() {
    assertRefused("network.encoder=[]", "needs at least one layer");
    assertRefused("network.decoder=[]", "needs at least one layer");
    assertRefused("network.encoder=[16, 0]", "from 1 to 8192 units");
    assertRefused("network.decoder=[8193]", "from 1 to 8192 units");
    assertRefused("network.encoder=16", "must be a list of whole numbers");
    assertRefused("network.encoder=[16, 8.5]", "must be a list of whole numbers");
    assertRefused("network.dropout=1", "must be a fraction from 0 to below 1");
    assertRefused("network.dropout=-0.1", "must be a fraction from 0 to below 1");
    assertRefused("network.decoder-input=code", "must be one of repeat, state");
    assertRefused("network.precision=half", "must be one of float32, bfloat16, auto");
    assertRefused("network.loss=mse2", "must be one of mse, mae, huber");
  }

  @Test
  void layersHaveAnEnd() {
    String layers = "[" + "8,".repeat(65) + "]";
    assertRefused("network.encoder=" + layers, "must be at most 64 layers");
    assertRefused("network.decoder=" + layers, "must be at most 64 layers");
  }
}
