package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.TrainingConfig.AveragingConfig;
import io.reprise.config.TrainingConfig.CheckpointConfig;
import io.reprise.config.TrainingConfig.MinibatchConfig;
import io.reprise.config.TrainingConfig.OptimizerConfig;
import io.reprise.config.TrainingConfig.Promote;
import io.reprise.config.TrainingConfig.PromotionConfig;
import io.reprise.core.training.LearningRate;
import io.reprise.core.training.StopRule;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {

  @Test
  void defaults() {
    assertThat(with().training())
        .isEqualTo(
            new TrainingConfig(
                new StopRule(20, StopRule.ENDLESS_PATIENCE, 0),
                new MinibatchConfig(32, 0),
                new OptimizerConfig(new LearningRate.Constant(0.005), 0),
                new AveragingConfig(10, 0),
                false,
                new CheckpointConfig(0, 10, false),
                new PromotionConfig(Promote.ALWAYS, 0.05),
                42));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "training.epochs=1",
                    "training.patience=6",
                    "training.least-improvement=0.01",
                    "training.batch=2",
                    "training.noise=0.3",
                    "training.learning-rate=3e-4",
                    "training.schedule.kind=plateau",
                    "training.schedule.factor=0.1",
                    "training.schedule.epochs=7",
                    "training.clip-norm=1.5",
                    "training.averaging-frequency=4",
                    "training.workers=5",
                    "training.per-series=true",
                    "training.checkpoint.rounds=8",
                    "training.checkpoint.minutes=0.5",
                    "training.resume=true",
                    "training.promote=if-no-worse",
                    "training.promote-tolerance=0.2",
                    "training.seed=-9223372036854775808")
                .training())
        .isEqualTo(
            new TrainingConfig(
                new StopRule(1, 6, 0.01),
                new MinibatchConfig(2, 0.3),
                new OptimizerConfig(new LearningRate.Plateau(3e-4, 0.1, 7, 0.01), 1.5),
                new AveragingConfig(4, 5),
                true,
                new CheckpointConfig(8, 0.5, true),
                new PromotionConfig(Promote.IF_NO_WORSE, 0.2),
                Long.MIN_VALUE));
    assertThat(with("training.schedule.kind=step").training().optimizer().schedule())
        .isEqualTo(new LearningRate.Step(0.005, 0.5, 5));
    assertThat(with("training.schedule.kind=cosine").training().optimizer().schedule())
        .isEqualTo(new LearningRate.Cosine(0.005, 20));
  }

  @Test
  void workersShareMinibatches() {
    MinibatchConfig minibatch = with("training.batch=32").training().minibatch();
    assertThat(minibatch.windowsOfEach(1)).isEqualTo(32);
    assertThat(minibatch.rateFactor(1)).isEqualTo(1);
    assertThat(minibatch.windowsOfEach(2)).isEqualTo(16);
    assertThat(minibatch.rateFactor(2)).isEqualTo(Math.sqrt(2));
    assertThat(minibatch.windowsOfEach(3)).isEqualTo(11);
    assertThat(minibatch.windowsOfEach(100)).as("few enough is few enough").isEqualTo(8);
    assertThat(minibatch.rateFactor(100)).isEqualTo(2);
    MinibatchConfig tiny = with("training.batch=3").training().minibatch();
    assertThat(tiny.windowsOfEach(5)).isEqualTo(3);
    assertThat(tiny.rateFactor(5)).isEqualTo(1);
  }

  @Test
  void rejections() {
    assertRefused("training.epochs=0", "must be at least 1");
    assertRefused("training.epochs=1.5", "must be a whole number");
    assertRefused("training.patience=0", "must be at least 1 epoch, or null");
    assertRefused("training.least-improvement=-0.1", "must be a fraction of the best loss");
    assertRefused("training.least-improvement=1", "must be a fraction of the best loss");
    assertRefused("training.schedule.kind=warm", "must be one of constant, step, cosine, plateau");
    assertRefused("training.schedule.factor=1", "must be above 0 and below 1");
    assertRefused("training.schedule.factor=0", "must be above 0 and below 1");
    assertRefused("training.schedule.epochs=0", "must be at least 1");
    assertRefused("training.noise=-1", "must be 0 (none) or more");
    assertRefused("training.clip-norm=-1", "must be above 0, or 0 for no clipping");
    assertRefused("training.clip-norm=NaN", "must be above 0, or 0 for no clipping");
    assertRefused("training.checkpoint.rounds=-1", "must be 0 (never) or more");
    assertRefused("training.checkpoint.minutes=-1", "must be 0 (never) or more");
    assertRefused("training.checkpoint.minutes=NaN", "must be 0 (never) or more");
    assertRefused("training.resume=perhaps", "must be true or false");
    assertRefused("training.batch=0", "must be from 1 to 65536 windows");
    assertRefused("training.batch=65537", "must be from 1 to 65536 windows");
    assertRefused("training.learning-rate=0", "must be above 0 and below 10");
    assertRefused("training.learning-rate=10", "must be above 0 and below 10");
    assertRefused("training.learning-rate=NaN", "must be above 0 and below 10");
    assertRefused("training.averaging-frequency=0", "must be at least 1 minibatch");
    assertRefused("training.averaging-frequency=1000001", "and at most 1000000.");
    assertThat(with("training.averaging-frequency=1000000").training().averaging().frequency())
        .as("the greatest")
        .isEqualTo(1_000_000);
    assertRefused("training.workers=-1", "must be 0 (one a core) or more");
    assertRefused("training.seed=0.5", "must be a whole number");
    assertRefused("training.seed=9223372036854775808", "must be a whole number");
  }

  @Test
  void workersAndEpochsHaveAnEnd() {
    assertRefused("training.workers=10000000", "must be at most 10000");
    assertRefused("training.workers=10001", "must be at most 10000");
    assertRefused("training.epochs=100000", "must be at least 1 and at most 99999");
    assertThat(with("training.workers=10000").training().averaging().workers()).isEqualTo(10_000);
  }
}
