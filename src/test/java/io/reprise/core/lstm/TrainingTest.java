package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Whole training runs: as stock DL4J's, and by any thread. */
class TrainingTest {

  private static final List<Integer> ENCODER = List.of(12);
  private static final List<Integer> DECODER = List.of(10);

  @Test
  void theLossFollowsStockDl4j() {
    MultiLayerNetwork stock = Networks.stock(2, 9, ENCODER, DECODER, SequenceLoss.MSE);
    MultiLayerNetwork ours = Networks.ours(2, 9, ENCODER, DECODER, SequenceLoss.MSE);
    DataSet data = waves(20);
    double first = 0;
    for (int step = 0; step < 200; step++) {
      stock.fit(data);
      ours.fit(data);
      assertThat(ours.score())
          .as("loss of step %d", step)
          .isCloseTo(stock.score(), within(1e-3 * stock.score()));
      first = step == 0 ? ours.score() : first;
    }
    assertThat(ours.score()).as("what 200 steps learned").isLessThan(0.7 * first);
    stock.setParams(ours.params());
    assertThat(Networks.relativeDifference(ours.output(data.getFeatures()), stockOutput(stock)))
        .as("what stock layers make of the trained parameters")
        .isLessThan(1e-4);
  }

  private static INDArray stockOutput(MultiLayerNetwork stock) {
    return Networks.output(stock, waves(20));
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    List<INDArray> alone = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      alone.add(trained(seed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<INDArray>> together = new ArrayList<>();
      for (int seed = 0; seed < 4; seed++) {
        long own = seed;
        together.add(threads.submit(() -> trained(own)));
      }
      for (int seed = 0; seed < 4; seed++) {
        assertThat(together.get(seed).get()).isEqualTo(alone.get(seed));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static INDArray trained(long seed) {
    MultiLayerNetwork network = Networks.ours(3, 15, List.of(24), List.of(24), SequenceLoss.HUBER);
    for (int step = 0; step < 40; step++) {
      network.fit(Networks.random(20, 15, 3, 100 * seed + step));
      network.output(Networks.random(7, 15, 3, step).getFeatures());
    }
    return network.params().dup();
  }

  /** A network may be built by one thread and run by others, one after the other. */
  @Test
  void aNetworkMayMoveBetweenThreads() throws Exception {
    MultiLayerNetwork network = Networks.ours(2, 9, ENCODER, DECODER, SequenceLoss.MSE);
    DataSet data = waves(20);
    INDArray here = Networks.output(network, data);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      assertThat(thread.submit(() -> Networks.output(network, data)).get()).isEqualTo(here);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void theConfigurationSurvivesJson() {
    MultiLayerNetwork network =
        Networks.withInitialState(2, 9, List.of(12), List.of(12), SequenceLoss.HUBER);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    MultiLayerNetwork copy = new MultiLayerNetwork(read);
    copy.init(network.params().dup(), false);
    DataSet data = waves(5);
    assertThat(Networks.output(copy, data)).isEqualTo(Networks.output(network, data));
    assertThat(Networks.output(network.clone(), data)).isEqualTo(Networks.output(network, data));
  }

  static DataSet waves(int batch) {
    DataSet data = Networks.random(batch, 9, 2, 4);
    for (int sequence = 0; sequence < batch; sequence++) {
      for (int step = 0; step < 9; step++) {
        double phase = 0.5 * step + sequence;
        data.getFeatures().putScalar(new int[] {sequence, step, 0}, Math.sin(phase));
        data.getFeatures().putScalar(new int[] {sequence, step, 1}, Math.cos(phase));
      }
    }
    return data;
  }
}
