package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.TrainingState;
import io.reprise.core.training.EpochProgress;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
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
final class AveragingMaster extends LayersOnlyMaster {

  /** Is told of every round. */
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
  private EpochProgress progress = EpochProgress.NONE;

  AveragingMaster(Autoencoder autoencoder, int frequency, Listener listener) {
    this.autoencoder = autoencoder;
    this.frequency = frequency;
    this.listener = listener;
  }

  /** The next epoch is trained with this autoencoder and goes on from {@code from}. */
  void begin(Autoencoder next, EpochProgress from) {
    autoencoder = next;
    progress = from;
  }

  /** Of the last epoch. */
  EpochProgress progress() {
    return progress;
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> minibatches) {
    Workshop own = new Workshop(autoencoder);
    Broadcast<Workshop> workshop =
        JavaSparkContext.fromSparkContext(minibatches.context()).broadcast(own);
    try {
      rounds(minibatches, workshop, TrainingState.of(network.getNetwork()))
          .restore(network.getNetwork());
    } finally {
      workshop.destroy();
      own.close();
    }
  }

  private TrainingState rounds(
      JavaRDD<DataSet> minibatches, Broadcast<Workshop> workshop, TrainingState before) {
    TrainingState state = before;
    boolean more = true;
    while (more) {
      listener.before(progress.rounds() + 1);
      long started = System.nanoTime();
      List<Share> shares = round(minibatches, workshop, state);
      state = average(state, shares);
      count(shares, (System.nanoTime() - started) / 1e9);
      listener.after(progress, state);
      more = shares.stream().anyMatch(Share::more);
    }
    return state;
  }

  private List<Share> round(
      JavaRDD<DataSet> minibatches, Broadcast<Workshop> workshop, TrainingState state) {
    Broadcast<TrainingState> start =
        JavaSparkContext.fromSparkContext(minibatches.context()).broadcast(state);
    try {
      Worker worker =
          new Worker(autoencoder, workshop, start, progress.rounds() * frequency, frequency);
      return minibatches.mapPartitions(worker::train).collect();
    } finally {
      start.destroy();
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
    double[] parameters = new double[before.parameters().length];
    double[] updater = new double[before.updater().length];
    long seen = 0;
    int iteration = before.iteration();
    for (Share share : shares) {
      if (share.examples() == 0) {
        continue;
      }
      addTo(parameters, share.state().parameters(), share.examples());
      addTo(updater, share.state().updater(), share.examples());
      seen += share.examples();
      iteration = Math.max(iteration, share.state().iteration());
    }
    return seen == 0
        ? before
        : new TrainingState(divided(parameters, seen), divided(updater, seen), iteration);
  }

  private static void addTo(double[] sum, float[] values, long weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (double) values[i] * weight;
    }
  }

  private static float[] divided(double[] sum, long weight) {
    float[] mean = new float[sum.length];
    double check = 0;
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / weight);
      check += mean[i];
    }
    if (!Double.isFinite(check)) {
      throw new NotFiniteException();
    }
    return mean;
  }

  /** What a partition adds to a round; without examples it has no state. */
  private record Share(TrainingState state, long examples, double lossSum, boolean more)
      implements Serializable {}

  private record Worker(
      Autoencoder autoencoder,
      Broadcast<Workshop> workshop,
      Broadcast<TrainingState> start,
      int from,
      int frequency)
      implements Serializable {

    Iterator<Share> train(Iterator<DataSet> minibatches) {
      for (int i = 0; i < from && minibatches.hasNext(); i++) {
        minibatches.next();
      }
      if (!minibatches.hasNext()) {
        return List.of(new Share(null, 0, 0, false)).iterator();
      }
      MultiLayerNetwork network = workshop.value().take();
      start.value().restore(network);
      Share share = train(network, minibatches);
      workshop.value().giveBack(network);
      return List.of(share).iterator();
    }

    private Share train(MultiLayerNetwork network, Iterator<DataSet> minibatches) {
      Seen seen =
          Seen.train(autoencoder, network, minibatches, frequency, TaskContext.getPartitionId());
      return new Share(
          TrainingState.of(network), seen.windows(), seen.lossSum(), minibatches.hasNext());
    }
  }
}
