package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.TrainingState;
import io.reprise.core.training.EpochProgress;
import io.reprise.stage.replay.NetworkPool;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
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
final class AveragingMaster extends LayersOnlyMaster implements AutoCloseable {

  /** Hears of every round. */
  interface Listener {

    void before(int round);

    void after(EpochProgress progress, TrainingState state);
  }

  /** The loss or the parameters are no longer numbers. */
  static final class NotFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private final int frequency;
  private final Listener listener;
  private Autoencoder autoencoder;
  private Optional<NetworkPool.OnExecutors> pools = Optional.empty();
  private EpochProgress progress = EpochProgress.NONE;

  AveragingMaster(Autoencoder autoencoder, int frequency, Listener listener) {
    this.autoencoder = autoencoder;
    this.frequency = frequency;
    this.listener = listener;
  }

  /** The next epoch is trained with this autoencoder and goes on from {@code from}. */
  void begin(Autoencoder next, EpochProgress from) {
    if (!next.equals(autoencoder)) {
      close();
      autoencoder = next;
    }
    progress = from;
  }

  /** How far the last epoch came. */
  EpochProgress progress() {
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
    boolean more = true;
    while (more) {
      listener.before(progress.rounds() + 1);
      long started = System.nanoTime();
      List<Share> shares = round(work, worker, state);
      state = average(state, shares);
      count(shares, (System.nanoTime() - started) / 1e9);
      listener.after(progress, state);
      more = shares.stream().anyMatch(Share::more);
      requireProgress(shares, more);
    }
    return state;
  }

  /** A round without a single example would be followed by others for ever. */
  private void requireProgress(List<Share> shares, boolean more) {
    if (more && shares.stream().noneMatch(share -> share.examples() > 0)) {
      throw new IllegalStateException(
          "A round of %d minibatches trained nothing although some are left".formatted(frequency));
    }
  }

  private List<Share> round(JavaRDD<Share> work, Worker worker, TrainingState state) {
    Broadcast<TrainingState> start =
        JavaSparkContext.fromSparkContext(work.context()).broadcast(state);
    try {
      worker.begin(start, (long) progress.rounds() * frequency);
      return collect(work);
    } finally {
      start.destroy();
    }
  }

  /**
   * Does what {@code collect} does, which in every round first looks through the byte code of
   * Spark's own classes.
   */
  private static List<Share> collect(JavaRDD<Share> work) {
    JavaFutureAction<List<Share>> job = work.collectAsync();
    try {
      return job.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      job.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Training was interrupted", e);
    }
  }

  private void count(List<Share> shares, double seconds) {
    long windows = 0;
    double lossSum = 0;
    for (Share share : shares) {
      windows += share.examples();
      lossSum += share.lossSum();
    }
    progress = progress.plus(windows, lossSum, seconds);
    if (!Double.isFinite(lossSum)) {
      throw new NotFiniteException();
    }
  }

  /**
   * Sums in the order of partitions and in double, so that the result does not depend on timing.
   */
  private static TrainingState average(TrainingState before, List<Share> shares) {
    List<Share> some = shares.stream().filter(share -> share.examples() > 0).toList();
    return some.isEmpty()
        ? before
        : new TrainingState(
            average(some, TrainingState::parameters),
            average(some, TrainingState::updater),
            some.stream().mapToInt(share -> share.state().iteration()).max().getAsInt());
  }

  private static float[] average(List<Share> shares, Function<TrainingState, float[]> part) {
    double examples = shares.stream().mapToLong(Share::examples).sum();
    float[][] values =
        shares.stream().map(share -> part.apply(share.state())).toArray(float[][]::new);
    double[] weights = shares.stream().mapToDouble(share -> share.examples() / examples).toArray();
    float[] average = new float[values[0].length];
    double check = 0;
    for (int i = 0; i < average.length; i++) {
      double sum = 0;
      for (int share = 0; share < weights.length; share++) {
        sum += values[share][i] * weights[share];
      }
      average[i] = (float) sum;
      check += sum;
    }
    if (!Double.isFinite(check)) {
      throw new NotFiniteException();
    }
    return average;
  }

  /** What a partition adds to a round; without examples it has no state. */
  private record Share(TrainingState state, long examples, double lossSum, boolean more)
      implements Serializable {}

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
        return List.of(new Share(null, 0, 0, false)).iterator();
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
      return new Share(
          TrainingState.of(network), loss.windows(), loss.lossSum(), minibatches.hasNext());
    }
  }
}
