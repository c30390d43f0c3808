package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.training.LearningRate;
import io.reprise.core.training.StopRule;
import java.util.Optional;

/**
 * How the network is trained. {@code patience} is in epochs, {@code leastImprovement} a fraction of
 * the best loss so far, {@code clipNorm} 0 where gradients are not clipped.
 */
public record TrainingConfig(
    int epochs,
    Optional<Integer> patience,
    double leastImprovement,
    int batch,
    double noise,
    double learningRate,
    LearningRate schedule,
    double clipNorm,
    int averagingFrequency,
    int workers,
    boolean perSeries,
    CheckpointConfig checkpoint,
    boolean resume,
    long seed) {

  /**
   * Minibatches of 8 train 0.4 to 0.7 times as fast as those of 32, those of 4 at most 0.4 times.
   */
  private static final int LEAST_BATCH = 8;

  /** A checkpoint after so many rounds, and after so many minutes; 0 switches either off. */
  public record CheckpointConfig(int rounds, double minutes) {

    public CheckpointConfig {
      require(rounds >= 0, "training.checkpoint.rounds", rounds, "must be 0 (never) or more");
      require(
          minutes >= 0 && Double.isFinite(minutes),
          "training.checkpoint.minutes",
          minutes,
          "must be 0 (never) or more");
    }
  }

  private enum Schedule {
    CONSTANT,
    STEP,
    COSINE,
    PLATEAU
  }

  public TrainingConfig {
    require(epochs > 0, "training.epochs", epochs, "must be at least 1");
    require(
        patience.isEmpty() || patience.get() > 0,
        "training.patience",
        patience.orElse(null),
        "must be at least 1 epoch, or null to train every epoch");
    require(
        leastImprovement >= 0 && leastImprovement < 1,
        "training.least-improvement",
        leastImprovement,
        "must be a fraction of the best loss, from 0 to below 1");
    require(
        batch > 0 && batch <= 1 << 16, "training.batch", batch, "must be from 1 to 65536 windows");
    require(
        noise >= 0 && Double.isFinite(noise), "training.noise", noise, "must be 0 (none) or more");
    require(
        learningRate > 0 && learningRate < 10,
        "training.learning-rate",
        learningRate,
        "must be above 0 and below 10");
    require(
        clipNorm >= 0 && Double.isFinite(clipNorm),
        "training.clip-norm",
        clipNorm,
        "must be above 0, or 0 for no clipping");
    require(
        averagingFrequency > 0,
        "training.averaging-frequency",
        averagingFrequency,
        "must be at least 1 minibatch");
    require(workers >= 0, "training.workers", workers, "must be 0 (one a core) or more");
  }

  static TrainingConfig of(Keys keys) {
    return new TrainingConfig(
        keys.integer("training.epochs"),
        keys.optional("training.patience", Keys::integer),
        keys.number("training.least-improvement"),
        keys.integer("training.batch"),
        keys.number("training.noise"),
        keys.number("training.learning-rate"),
        schedule(keys),
        keys.number("training.clip-norm"),
        keys.integer("training.averaging-frequency"),
        keys.integer("training.workers"),
        keys.flag("training.per-series"),
        new CheckpointConfig(
            keys.integer("training.checkpoint.rounds"), keys.number("training.checkpoint.minutes")),
        keys.flag("training.resume"),
        keys.longInteger("training.seed"));
  }

  private static LearningRate schedule(Keys keys) {
    double rate = keys.number("training.learning-rate");
    double factor = keys.number("training.schedule.factor");
    int epochs = keys.integer("training.schedule.epochs");
    require(
        factor > 0 && factor < 1,
        "training.schedule.factor",
        factor,
        "must be above 0 and below 1");
    require(epochs > 0, "training.schedule.epochs", epochs, "must be at least 1");
    return switch (keys.choice("training.schedule.kind", Schedule.class)) {
      case CONSTANT -> new LearningRate.Constant(rate);
      case STEP -> new LearningRate.Step(rate, factor, epochs);
      case COSINE -> new LearningRate.Cosine(rate, keys.integer("training.epochs"));
      case PLATEAU ->
          new LearningRate.Plateau(rate, factor, epochs, keys.number("training.least-improvement"));
    };
  }

  /**
   * Windows in a minibatch of one of so many workers: together they take a batch at a time, so that
   * the steps of an epoch, and what they lead to, do not depend on how many they are.
   */
  public int batchOfEach(int workers) {
    return Math.max(Math.min(batch, LEAST_BATCH), (batch + workers - 1) / workers);
  }

  /**
   * What the learning rate of one of so many workers is multiplied by: the squares of gradients, by
   * whose mean Adam divides, grow as minibatches shrink, and its steps would be too small by the
   * root of that.
   */
  public double rateFactor(int workers) {
    return StrictMath.sqrt((double) batch / batchOfEach(workers));
  }

  /** When training ends. */
  public StopRule stopRule() {
    return new StopRule(epochs, patience.orElse(Integer.MAX_VALUE), leastImprovement);
  }
}
