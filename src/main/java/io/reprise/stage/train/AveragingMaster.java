package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.TrainingState;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
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

  private final Autoencoder autoencoder;
  private final int frequency;
  private double lossSum;
  private long examples;

  AveragingMaster(Autoencoder autoencoder, int frequency) {
    this.autoencoder = autoencoder;
    this.frequency = frequency;
  }

  /** Mean loss of the last epoch, each minibatch before its own step, by window and step. */
  double loss() {
    return lossSum / examples;
  }

  /** Windows seen in the last epoch. */
  long examples() {
    return examples;
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> minibatches) {
    lossSum = 0;
    examples = 0;
    TrainingState state = TrainingState.of(network.getNetwork());
    boolean more = true;
    for (int round = 0; more; round++) {
      List<Share> shares = round(minibatches, state, round);
      state = average(state, shares);
      more = shares.stream().anyMatch(Share::more);
    }
    state.restore(network.getNetwork());
  }

  private List<Share> round(JavaRDD<DataSet> minibatches, TrainingState state, int round) {
    Broadcast<TrainingState> start =
        JavaSparkContext.fromSparkContext(minibatches.context()).broadcast(state);
    try {
      Worker worker = new Worker(autoencoder, start, round * frequency, frequency);
      return minibatches.mapPartitions(worker::train).collect();
    } finally {
      start.destroy();
    }
  }

  /**
   * Sums in the order of partitions and in double, so that the result does not depend on timing.
   */
  private TrainingState average(TrainingState before, List<Share> shares) {
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
      lossSum += share.lossSum();
      iteration = Math.max(iteration, share.state().iteration());
    }
    examples += seen;
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
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / weight);
    }
    return mean;
  }

  /** What a partition adds to a round; without examples it has no state. */
  private record Share(TrainingState state, long examples, double lossSum, boolean more)
      implements Serializable {}

  private record Worker(
      Autoencoder autoencoder, Broadcast<TrainingState> start, int from, int frequency)
      implements Serializable {

    Iterator<Share> train(Iterator<DataSet> minibatches) {
      for (int i = 0; i < from && minibatches.hasNext(); i++) {
        minibatches.next();
      }
      if (!minibatches.hasNext()) {
        return List.of(new Share(null, 0, 0, false)).iterator();
      }
      MultiLayerNetwork network = autoencoder.build();
      try {
        start.value().restore(network);
        return List.of(train(network, minibatches)).iterator();
      } finally {
        Autoencoder.release(network);
      }
    }

    private Share train(MultiLayerNetwork network, Iterator<DataSet> minibatches) {
      long examples = 0;
      double lossSum = 0;
      for (int i = 0; i < frequency && minibatches.hasNext(); i++) {
        DataSet minibatch = minibatches.next();
        network.fit(
            minibatch.getFeatures(),
            minibatch.getLabels(),
            minibatch.getFeaturesMaskArray(),
            minibatch.getLabelsMaskArray());
        long size = minibatch.getFeatures().size(0);
        examples += size;
        lossSum += network.score() / autoencoder.spec().steps() * size;
      }
      return new Share(TrainingState.of(network), examples, lossSum, minibatches.hasNext());
    }
  }
}
