package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.training.LearningRate;
import io.reprise.core.training.StopRule;

/** How the network is trained. */
public record TrainingConfig(
    StopRule stop,
    MinibatchConfig minibatch,
    OptimizerConfig optimizer,
    AveragingConfig averaging,
    boolean perSeries,
    CheckpointConfig checkpoint,
    PromotionConfig promotion,
    long seed) {

  /**
   * What one step of the optimiser sees.
   *
   * @param windows how many, of all workers together
   * @param noise the deviation of what is added to them; 0 for none
   */
  public record MinibatchConfig(int windows, double noise) {

    /** A worker computes the windows of a smaller minibatch much more slowly. */
    private static final int FEWEST_WINDOWS = 8;

    public MinibatchConfig {
      require(
          windows > 0 && windows <= 1 << 16,
          "training.batch",
          windows,
          "must be from 1 to 65536 windows");
      require(
          noise >= 0 && Double.isFinite(noise),
          "training.noise",
          noise,
          "must be 0 (none) or more");
    }

    static MinibatchConfig of(Keys keys) {
      return new MinibatchConfig(keys.integer("training.batch"), keys.number("training.noise"));
    }

    /**
     * Windows in a minibatch of one of so many workers: together they take a whole one at a time,
     * so that the steps of an epoch, and what they lead to, do not depend on how many workers there
     * are.
     */
    public int windowsOfEach(int workers) {
      return Math.max(Math.min(windows, FEWEST_WINDOWS), (windows + workers - 1) / workers);
    }

    /**
     * What the learning rate of one of so many workers is multiplied by. Adam divides by the mean
     * of the squares of gradients, which grow as minibatches shrink: its steps would be too small
     * by the root of that.
     */
    public double rateFactor(int workers) {
      return StrictMath.sqrt((double) windows / windowsOfEach(workers));
    }
  }

  /**
   * How a step changes the weights.
   *
   * @param clipNorm the greatest norm of a layer's gradient; 0 for no clipping
   */
  public record OptimizerConfig(LearningRate schedule, double clipNorm) {

    private enum Schedule {
      CONSTANT,
      STEP,
      COSINE,
      PLATEAU
    }

    public OptimizerConfig {
      double rate = schedule.rate();
      require(
          rate > 0 && rate < 10, "training.learning-rate", rate, "must be above 0 and below 10");
      require(
          clipNorm >= 0 && Double.isFinite(clipNorm),
          "training.clip-norm",
          clipNorm,
          "must be above 0, or 0 for no clipping");
    }

    static OptimizerConfig of(Keys keys, StopRule stop) {
      return new OptimizerConfig(schedule(keys, stop), keys.number("training.clip-norm"));
    }

    private static LearningRate schedule(Keys keys, StopRule stop) {
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
        case COSINE -> new LearningRate.Cosine(rate, stop.epochs());
        case PLATEAU -> new LearningRate.Plateau(rate, factor, epochs, stop.leastImprovement());
      };
    }
  }

  /**
   * How the workers come to one model.
   *
   * @param frequency minibatches between two averagings
   * @param workers how many; 0 for one a core
   */
  public record AveragingConfig(int frequency, int workers) {

    public AveragingConfig {
      require(
          frequency > 0 && frequency <= 1_000_000,
          "training.averaging-frequency",
          frequency,
          "must be at least 1 minibatch and at most 1000000");
      require(workers >= 0, "training.workers", workers, "must be 0 (one a core) or more");
      require(workers <= 10_000, "training.workers", workers, "must be at most 10000");
    }

    static AveragingConfig of(Keys keys) {
      return new AveragingConfig(
          keys.integer("training.averaging-frequency"), keys.integer("training.workers"));
    }
  }

  /**
   * When a checkpoint is written, and whether training goes on from one.
   *
   * @param rounds a checkpoint after so many averagings; 0 for none
   * @param minutes a checkpoint after so many minutes; 0 for none
   */
  public record CheckpointConfig(int rounds, double minutes, boolean resume) {

    public CheckpointConfig {
      require(rounds >= 0, "training.checkpoint.rounds", rounds, "must be 0 (never) or more");
      require(
          minutes >= 0 && Double.isFinite(minutes),
          "training.checkpoint.minutes",
          minutes,
          "must be 0 (never) or more");
    }

    static CheckpointConfig of(Keys keys) {
      return new CheckpointConfig(
          keys.integer("training.checkpoint.rounds"),
          keys.number("training.checkpoint.minutes"),
          keys.flag("training.resume"));
    }
  }

  /**
   * Whether a new model takes the champion's place.
   *
   * @param tolerance how much worse it may be, as a fraction of the champion's error
   */
  public record PromotionConfig(Promote rule, double tolerance) {

    public PromotionConfig {
      require(
          tolerance >= 0 && Double.isFinite(tolerance),
          "training.promote-tolerance",
          tolerance,
          "must be 0 (none) or more");
    }

    static PromotionConfig of(Keys keys) {
      return new PromotionConfig(
          keys.choice("training.promote", Promote.class),
          keys.number("training.promote-tolerance"));
    }
  }

  public enum Promote {
    ALWAYS,
    IF_NO_WORSE,
    NEVER
  }

  public TrainingConfig {
    require(
        stop.epochs() > 0 && stop.epochs() < 100_000,
        "training.epochs",
        stop.epochs(),
        "must be at least 1 and at most 99999");
    require(
        stop.patience() > 0,
        "training.patience",
        stop.patience(),
        "must be at least 1 epoch, or null to train every epoch");
    require(
        stop.leastImprovement() >= 0 && stop.leastImprovement() < 1,
        "training.least-improvement",
        stop.leastImprovement(),
        "must be a fraction of the best loss, from 0 to below 1");
  }

  static TrainingConfig of(Keys keys) {
    StopRule stop =
        new StopRule(
            keys.integer("training.epochs"),
            keys.optional("training.patience", Keys::integer).orElse(StopRule.ENDLESS_PATIENCE),
            keys.number("training.least-improvement"));
    return new TrainingConfig(
        stop,
        MinibatchConfig.of(keys),
        OptimizerConfig.of(keys, stop),
        AveragingConfig.of(keys),
        keys.flag("training.per-series"),
        CheckpointConfig.of(keys),
        PromotionConfig.of(keys),
        keys.longInteger("training.seed"));
  }
}
