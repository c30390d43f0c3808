package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingConfigTest {

  @Test
  void defaults() {
    assertThat(with().training()).isEqualTo(new TrainingConfig(20, 32, 0.005, 5, 0, 42));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "training.epochs=1",
                    "training.batch=2",
                    "training.learning-rate=3e-4",
                    "training.averaging-frequency=4",
                    "training.workers=5",
                    "training.seed=-9223372036854775808")
                .training())
        .isEqualTo(new TrainingConfig(1, 2, 3e-4, 4, 5, Long.MIN_VALUE));
  }

  @Test
  void rejections() {
    assertRefused("training.epochs=0", "must be at least 1");
    assertRefused("training.epochs=1.5", "must be a whole number");
    assertRefused("training.batch=0", "must be from 1 to 65536 windows");
    assertRefused("training.batch=65537", "must be from 1 to 65536 windows");
    assertRefused("training.learning-rate=0", "must be above 0 and below 10");
    assertRefused("training.learning-rate=10", "must be above 0 and below 10");
    assertRefused("training.learning-rate=NaN", "must be above 0 and below 10");
    assertRefused("training.averaging-frequency=0", "must be at least 1 minibatch");
    assertRefused("training.workers=-1", "must be 0 (one a core) or more");
    assertRefused("training.seed=0.5", "must be a whole number");
    assertRefused("training.seed=9223372036854775808", "must be a whole number");
  }
}
