package io.reprise.stage.train;

import io.reprise.config.TrainingConfig;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.Parameters;
import io.reprise.core.network.TrainingState;
import io.reprise.core.series.Chunk;
import io.reprise.core.training.Checkpoint;
import io.reprise.core.training.EpochProgress;
import io.reprise.core.training.LossHistory;
import io.reprise.stage.common.Progress;
import io.reprise.stage.train.averaging.AveragingMaster;
import io.reprise.stage.train.data.TrainingWindows;
import io.reprise.stage.train.data.WindowCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/** The epochs of one training, and the best of them. */
final class TrainingLoop {

  /**
   * A single worker has nothing to average. Its rounds only show how far it is and let it write a
   * checkpoint.
   */
  private static final int ROUNDS_IN_ONE_WHEN_ALONE = 4;

  private final TrainingConfig training;
  private final Autoencoder autoencoder;
  private final TrainingWindows windows;
  private final Validation validation;
  private final JavaRDD<Chunk> chunks;
  private final long count;
  private final CheckpointKeeper checkpoints;
  private final Map<String, String> fingerprint;
  private final Progress progress;
  private final EpochMilestones milestones;
  private final JavaSparkContext context;

  private final List<Epoch> history = new ArrayList<>();
  private TrainingState state;
  private TrainingState best;

  TrainingLoop(
      TrainingConfig training,
      TrainingSetup setup,
      JavaRDD<Chunk> chunks,
      long count,
      CheckpointKeeper checkpoints,
      Map<String, String> fingerprint,
      Progress progress) {
    this.training = training;
    this.autoencoder = setup.autoencoder();
    this.windows = setup.windows();
    this.validation = setup.validation();
    this.chunks = chunks;
    this.count = count;
    this.checkpoints = checkpoints;
    this.fingerprint = fingerprint;
    this.progress = progress;
    this.milestones = new EpochMilestones(training.stop().epochs());
    this.context = JavaSparkContext.fromSparkContext(chunks.context());
    this.state = TrainingState.of(autoencoder.build());
    this.best = state;
  }

  List<Epoch> history() {
    return history;
  }

  /** The state after the best epoch. */
  TrainingState best() {
    return best;
  }

  int bestEpoch() {
    return LossHistory.of(history).bestEpoch();
  }

  /** Trains, from the beginning or from a checkpoint. */
  void run(Optional<Checkpoint> from) {
    EpochProgress behind = from.map(this::goOn).orElse(EpochProgress.NONE);
    Broadcast<WindowCache> cache = context.broadcast(new WindowCache());
    try (AveragingMaster master = new AveragingMaster(autoencoder, frequency(), new Rounds())) {
      SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(context, autoencoder.build(), master);
      while (!training.stop().isOver(LossHistory.of(history))) {
        epoch(network, master, behind, cache);
        behind = EpochProgress.NONE;
      }
    } finally {
      cache.destroy();
      context.setJobDescription(null);
    }
    if (history.size() < training.stop().epochs()) {
      progress.say(
          "train    stopped early: no improvement for %d epochs, epoch %d is kept",
          LossHistory.of(history).sinceImprovement(training.stop().leastImprovement()),
          bestEpoch());
    }
  }

  private int frequency() {
    boolean alone = chunks.getNumPartitions() == 1;
    long frequency =
        (long) training.averaging().frequency() * (alone ? ROUNDS_IN_ONE_WHEN_ALONE : 1);
    return (int) Math.min(Integer.MAX_VALUE, frequency);
  }

  private EpochProgress goOn(Checkpoint checkpoint) {
    history.addAll(checkpoint.history());
    state = checkpoint.state();
    best = checkpoint.best();
    progress.say(
        "train    resumed in epoch %d after %d rounds",
        checkpoint.epoch(), checkpoint.progress().rounds());
    return checkpoint.progress();
  }

  private void epoch(
      SparkDl4jMultiLayer network,
      AveragingMaster master,
      EpochProgress behind,
      Broadcast<WindowCache> cache) {
    long started = System.nanoTime();
    double rate = training.optimizer().schedule().next(LossHistory.of(history));
    TrainingState before = state;
    state.restore(network.getNetwork());
    master.begin(
        autoencoder.withLearningRate(
            rate * training.minibatch().rateFactor(chunks.getNumPartitions())),
        behind);
    try {
      network.fit(minibatches(history.size() + 1, cache));
    } catch (AveragingMaster.NotFiniteException e) {
      throw diverged(before, behind);
    }
    EpochProgress seen = master.progress();
    if (seen.windows() != count) {
      throw new IllegalStateException(
          "An epoch saw %d of %d training windows".formatted(seen.windows(), count));
    }
    context.setJobDescription(describe("validation"));
    double loss = validation.errors(chunks, Parameters.ofAll(state.parameters())).loss();
    if (!Double.isFinite(loss)) {
      throw diverged(before, behind);
    }
    history.add(
        new Epoch(history.size() + 1, seen.loss(), loss, seen.seconds(), count / seen.seconds()));
    if (bestEpoch() == history.size()) {
      best = state;
    }
    say(rate, seen.seconds() - behind.seconds(), (System.nanoTime() - started) / 1e9);
  }

  private JavaRDD<DataSet> minibatches(int epoch, Broadcast<WindowCache> cache) {
    TrainingWindows own = windows;
    return chunks.mapPartitionsWithIndex(
        (partition, some) -> own.minibatches(epoch, partition, some, cache.value()), true);
  }

  private String describe(String part) {
    return "train: epoch %d of %d, %s"
        .formatted(history.size() + 1, training.stop().epochs(), part);
  }

  private void say(double rate, double trainedSeconds, double wholeSeconds) {
    Epoch epoch = history.get(history.size() - 1);
    double validationSeconds = wholeSeconds - trainedSeconds;
    int left = training.stop().epochs() - epoch.epoch();
    progress.advance(
        milestones.isReached(epoch.epoch(), epoch.validationLoss())
            ? Progress.Step.MILESTONE
            : Progress.Step.PASSING,
        "train    epoch %d/%d  loss %.4f  validation %.4f  rate %.2g  %,.0f sequences/s  %s left",
        epoch.epoch(),
        training.stop().epochs(),
        epoch.trainLoss(),
        epoch.validationLoss(),
        rate,
        epoch.sequencesPerSecond(),
        Progress.minutes(left * (epoch.seconds() + validationSeconds)));
  }

  /** Keeps the state from before the epoch as a checkpoint, unless it was the first epoch. */
  private TrainingDivergedException diverged(TrainingState before, EpochProgress behind) {
    int epoch = history.size() + 1;
    String mend =
        "The loss of epoch %d is not a finite number; lower training.learning-rate or set"
            + " training.clip-norm, and normalize.method if it is none";
    if (history.isEmpty()) {
      return new TrainingDivergedException(mend + ".", epoch);
    }
    Path kept = checkpoints.write(new Checkpoint(fingerprint, history, behind, before, best));
    return new TrainingDivergedException(
        mend + "; training.resume = true will go on after epoch %d (its checkpoint is %s).",
        epoch,
        epoch - 1,
        kept);
  }

  private final class Rounds implements AveragingMaster.Listener {

    @Override
    public void before(int round) {
      context.setJobDescription(describe("round " + round));
    }

    @Override
    public void after(EpochProgress done, TrainingState averaged) {
      state = averaged;
      if (checkpoints.isDue()) {
        checkpoints.write(new Checkpoint(fingerprint, history, done, averaged, best));
      }
    }
  }
}
