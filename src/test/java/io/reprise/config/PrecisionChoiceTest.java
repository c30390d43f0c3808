package io.reprise.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.lstm.Precision;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrecisionChoiceTest {

  private static final Optional<String> OBSTACLE = Optional.of("one processor is old");

  @Test
  void whatCanBeHadIsTaken() {
    assertThat(PrecisionChoice.FLOAT32.resolve(Optional.empty())).isEqualTo(Precision.FLOAT32);
    assertThat(PrecisionChoice.BFLOAT16.resolve(Optional.empty())).isEqualTo(Precision.BFLOAT16);
    assertThat(PrecisionChoice.AUTO.resolve(Optional.empty())).isEqualTo(Precision.BFLOAT16);
  }

  @Test
  void anObstacleMakesItFloat32OrIsRefused() {
    assertThat(PrecisionChoice.FLOAT32.resolve(OBSTACLE)).isEqualTo(Precision.FLOAT32);
    assertThat(PrecisionChoice.AUTO.resolve(OBSTACLE)).isEqualTo(Precision.FLOAT32);
    assertThatThrownBy(() -> PrecisionChoice.BFLOAT16.resolve(OBSTACLE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "network.precision = bfloat16: one processor is old; set network.precision = float32, or"
                + " auto.");
  }
}
