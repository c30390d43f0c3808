package io.reprise.stage.train.averaging;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.TrainingState;
import io.reprise.core.training.EpochProgress;
import io.reprise.stage.replay.NetworkPool;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Parameter averaging: in each round every partition trains a few minibatches from the same state,
 * and the states are averaged by the examples that made them, parameters and updater alike. Rounds
 * go on until every minibatch of every partition has been seen once.
 *
 * <p>The minibatches of a partition must come in the same order whenever they are computed: a round
 * skips those of the rounds before it.
 */
public final class AveragingMaster extends LayersOnlyMaster implements AutoCloseable {

  /** Hears of every round. */
  public interface Listener {

    void before(int round);

    void after(EpochProgress progress, TrainingState state);
  }

  /** The loss or the parameters are no longer numbers. */
  public static final class NotFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private final int frequency;
  private final Listener listener;
  private final Averaging.Choice choice;
  private Autoencoder autoencoder;
  private Optional<NetworkPool.OnExecutors> pools = Optional.empty();
  private EpochProgress progress = EpochProgress.NONE;

  public AveragingMaster(Autoencoder autoencoder, int frequency, Listener listener) {
    this(autoencoder, frequency, listener, Averaging::usual);
  }

  AveragingMaster(
      Autoencoder autoencoder, int frequency, Listener listener, Averaging.Choice choice) {
    this.autoencoder = autoencoder;
    this.frequency = frequency;
    this.listener = listener;
    this.choice = choice;
  }

  /** The next epoch is trained with this autoencoder and goes on from {@code from}. */
  public void begin(Autoencoder next, EpochProgress from) {
    if (!next.equals(autoencoder)) {
      close();
      autoencoder = next;
    }
    progress = from;
  }

  /** How far the last epoch came. */
  public EpochProgress progress() {
    return progress;
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> minibatches) {
    if (pools.isEmpty()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(minibatches.context());
      pools = Optional.of(NetworkPool.open(autoencoder, context));
    }
    rounds(minibatches, pools.get().broadcast(), TrainingState.of(network.getNetwork()))
        .restore(network.getNetwork());
  }

  /** Frees the networks that it has trained with. */
  @Override
  public void close() {
    pools.ifPresent(NetworkPool.OnExecutors::close);
    pools = Optional.empty();
  }

  private TrainingState rounds(
      JavaRDD<DataSet> minibatches, Broadcast<NetworkPool> pool, TrainingState before) {
    TrainingState state = before;
    Worker worker = new Worker(autoencoder, pool, frequency);
    JavaRDD<Share> work = minibatches.mapPartitions(worker::train);
    Averaging averaging = choice.of(work, before);
    boolean more = true;
    while (more) {
      listener.before(progress.rounds() + 1);
      long started = System.nanoTime();
      Averaged averaged = round(work, worker, averaging, state);
      state = averaged.state();
      Tally tally = averaged.tally();
      progress =
          progress.plus(tally.examples(), tally.lossSum(), (System.nanoTime() - started) / 1e9);
      requireFinite(averaged);
      listener.after(progress, state);
      more = tally.more();
      requireProgress(tally);
    }
    return state;
  }

  /** A round without a single example would be followed by others for ever. */
  private void requireProgress(Tally tally) {
    if (tally.more() && tally.examples() == 0) {
      throw new IllegalStateException(
          "A round of %d minibatches trained nothing although some are left".formatted(frequency));
    }
  }

  private static void requireFinite(Averaged averaged) {
    double check = averaged.tally().lossSum();
    for (float parameter : averaged.state().parameters()) {
      check += parameter;
    }
    for (float moment : averaged.state().updater()) {
      check += moment;
    }
    if (!Double.isFinite(check)) {
      throw new NotFiniteException();
    }
  }

  private Averaged round(
      JavaRDD<Share> work, Worker worker, Averaging averaging, TrainingState state) {
    Broadcast<TrainingState> start =
        JavaSparkContext.fromSparkContext(work.context()).broadcast(state);
    try {
      worker.begin(start, (long) progress.rounds() * frequency);
      return averaging.average(work, state);
    } finally {
      start.destroy();
    }
  }

  /**
   * What a partition does in a round. Spark serializes it anew with every job, so that one serves
   * all rounds of an epoch, and Spark need not prepare another for each.
   */
  private static final class Worker implements Serializable {

    private static final long serialVersionUID = 1;

    private final Autoencoder autoencoder;
    private final Broadcast<NetworkPool> pool;
    private final int frequency;
    private Broadcast<TrainingState> start;
    private long from;

    Worker(Autoencoder autoencoder, Broadcast<NetworkPool> pool, int frequency) {
      this.autoencoder = autoencoder;
      this.pool = pool;
      this.frequency = frequency;
    }

    /** The next round starts from a state, after so many minibatches of the epoch. */
    void begin(Broadcast<TrainingState> state, long minibatches) {
      start = state;
      from = minibatches;
    }

    Iterator<Share> train(Iterator<DataSet> minibatches) {
      for (long i = 0; i < from && minibatches.hasNext(); i++) {
        minibatches.next();
      }
      if (!minibatches.hasNext()) {
        return List.of(Share.NONE).iterator();
      }
      MultiLayerNetwork network = pool.value().take();
      start.value().restore(network);
      Share share = train(network, minibatches);
      pool.value().giveBack(network);
      return List.of(share).iterator();
    }

    private Share train(MultiLayerNetwork network, Iterator<DataSet> minibatches) {
      BatchLoss loss =
          BatchLoss.train(
              autoencoder, network, minibatches, frequency, TaskContext.getPartitionId());
      TrainingState state = TrainingState.of(network);
      return new Share(
          new Tally(loss.windows(), loss.lossSum(), state.iteration(), minibatches.hasNext()),
          state);
    }
  }
}
