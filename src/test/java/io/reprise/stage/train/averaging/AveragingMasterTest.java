package io.reprise.stage.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Noise;
import io.reprise.core.network.TrainingState;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.core.training.EpochProgress;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.train.data.TrainingWindows;
import io.reprise.stage.train.data.WindowCache;
import io.reprise.stage.train.data.WindowSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.dataset.DataSet;

@ExtendWith(SparkExtension.class)
class AveragingMasterTest {

  private static final NetworkSpec SPEC =
      new NetworkSpec(1, 10, List.of(6), List.of(5), Loss.MSE, 0.01, 7, NetworkOptions.PLAIN);

  private static final Autoencoder NETWORK = new Autoencoder(SPEC, Engine.ONEDNN);

  private static final TrainingWindows WINDOWS =
      new TrainingWindows(
          new WindowSelection(new Windowing(10, 10, true), new SplitPlan.ByLot(1, 0, 0), false),
          new Normalizer(Method.NONE, Scope.GLOBAL, Scaler.identity(1)),
          NETWORK,
          Noise.NONE,
          4,
          3);

  private static AveragingMaster master(int frequency) {
    return new AveragingMaster(NETWORK, frequency, new Silent());
  }

  private static List<Chunk> sequences(int count) {
    Random random = new Random(5);
    List<Chunk> chunks = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      float[] values = new float[s % 3 == 0 ? 7 : 10];
      double phase = random.nextDouble() * 6;
      for (int t = 0; t < values.length; t++) {
        values[t] = (float) Math.sin(phase + t * 0.7);
      }
      chunks.add(Chunk.sequence("s" + s, 0, 0, 1, values, null));
    }
    return chunks;
  }

  private static JavaRDD<DataSet> minibatches(SparkSession spark, int count, int partitions) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(sequences(count), partitions)
        .mapPartitionsWithIndex(
            (partition, chunks) -> WINDOWS.minibatches(1, partition, chunks, new WindowCache()),
            true);
  }

  private static SparkDl4jMultiLayer network(SparkSession spark, AveragingMaster master) {
    return new SparkDl4jMultiLayer(spark.sparkContext(), NETWORK.build(), master);
  }

  @Test
  void aRoundThatTrainsNothingIsAnErrorAndNotTheFirstOfEndlesslyMany(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());

    try (AveragingMaster master = master(0)) {
      SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(context, NETWORK.build(), master);

      assertThatThrownBy(() -> network.fit(minibatches(spark, 8, 2)))
          .hasMessageContaining("trained nothing");
    }
  }

  @Test
  void oneWorkerEqualsLocalTrainingExactly(SparkSession spark) {
    AveragingMaster master = master(1);
    SparkDl4jMultiLayer distributed = network(spark, master);
    distributed.fit(minibatches(spark, 21, 1));
    master.begin(NETWORK, EpochProgress.NONE);
    distributed.fit(minibatches(spark, 21, 1));

    MultiLayerNetwork local = NETWORK.build();
    for (int epoch = 0; epoch < 2; epoch++) {
      fit(local, 0, sequences(21));
    }
    TrainingState expected = TrainingState.of(local);
    TrainingState actual = TrainingState.of(distributed.getNetwork());
    assertThat(actual.parameters()).isEqualTo(expected.parameters());
    assertThat(actual.updater()).isEqualTo(expected.updater());
    assertThat(actual.iteration()).isEqualTo(expected.iteration()).isEqualTo(12);
    assertThat(master.progress().windows()).isEqualTo(21);
  }

  @Test
  void noExampleIsLostWhateverTheCounts(SparkSession spark) {
    for (int count : new int[] {1, 2, 9, 23}) {
      for (int frequency : new int[] {1, 3, 50}) {
        AveragingMaster master = master(frequency);
        network(spark, master).fit(minibatches(spark, count, 3));
        assertThat(master.progress().windows())
            .as("%d windows, averaged every %d minibatches", count, frequency)
            .isEqualTo(count);
      }
    }
  }

  @Test
  void theSameRunGivesTheSameBits(SparkSession spark) {
    float[][] runs = new float[2][];
    for (int run = 0; run < 2; run++) {
      SparkDl4jMultiLayer network = network(spark, master(2));
      network.fit(minibatches(spark, 30, 2));
      runs[run] = TrainingState.of(network.getNetwork()).parameters();
    }
    assertThat(runs[1]).isEqualTo(runs[0]);
  }

  @Test
  void sumsBySlicesGiveTheBitsOfTheDriver(SparkSession spark) {
    AveragingMaster usual = master(2);
    SparkDl4jMultiLayer expected = network(spark, usual);
    expected.fit(minibatches(spark, 41, 3));
    AveragingMaster slices =
        new AveragingMaster(NETWORK, 2, new Silent(), (work, state) -> new SliceAveraging(5));
    SparkDl4jMultiLayer actual = network(spark, slices);
    actual.fit(minibatches(spark, 41, 3));

    TrainingState driver = TrainingState.of(expected.getNetwork());
    TrainingState sliced = TrainingState.of(actual.getNetwork());
    assertThat(sliced.parameters()).isEqualTo(driver.parameters());
    assertThat(sliced.updater()).isEqualTo(driver.updater());
    assertThat(sliced.iteration()).isEqualTo(driver.iteration());
    assertThat(slices.progress().rounds()).isEqualTo(usual.progress().rounds()).isGreaterThan(1);
    assertThat(slices.progress().windows()).isEqualTo(41);
    assertThat(slices.progress().lossSum()).isEqualTo(usual.progress().lossSum());
  }

  @Test
  void averagesAreWeightedByExamples(SparkSession spark) {
    // Two partitions of which one holds a single window: its weight is 1 of 9, not one half.
    JavaRDD<Chunk> uneven =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(0, 1), 2)
            .flatMap(
                part ->
                    (part == 0 ? sequences(9).subList(0, 8) : sequences(9).subList(8, 9))
                        .iterator());
    SparkDl4jMultiLayer network = network(spark, master(100));
    network.fit(
        uneven.mapPartitionsWithIndex(
            (partition, chunks) -> WINDOWS.minibatches(1, partition, chunks, new WindowCache()),
            true));
    float[] eight = trainedAlone(0, sequences(9).subList(0, 8));
    float[] one = trainedAlone(1, sequences(9).subList(8, 9));
    float[] average = TrainingState.of(network.getNetwork()).parameters();
    for (int i = 0; i < average.length; i++) {
      assertThat(average[i]).isEqualTo((float) ((eight[i] * 8.0 + one[i]) / 9));
    }
  }

  @Test
  void anEpochGoesOnFromAnyOfItsRounds(SparkSession spark) {
    Silent rounds = new Silent();
    AveragingMaster master = new AveragingMaster(NETWORK, 1, rounds);
    SparkDl4jMultiLayer network = network(spark, master);
    network.fit(minibatches(spark, 30, 2));
    float[] whole = TrainingState.of(network.getNetwork()).parameters();
    assertThat(rounds.progress).hasSizeGreaterThan(2);

    for (int round = 0; round < rounds.progress.size(); round++) {
      AveragingMaster later = master(1);
      SparkDl4jMultiLayer resumed = network(spark, later);
      rounds.states.get(round).restore(resumed.getNetwork());
      later.begin(NETWORK, rounds.progress.get(round));
      resumed.fit(minibatches(spark, 30, 2));
      assertThat(TrainingState.of(resumed.getNetwork()).parameters())
          .as("from after round %d", round + 1)
          .isEqualTo(whole);
      assertThat(later.progress().windows()).isEqualTo(30);
      assertThat(later.progress().loss()).isEqualTo(master.progress().loss());
    }
  }

  @Test
  void stopsAtTheFirstLossThatIsNoNumber(SparkSession spark) {
    List<Chunk> huge = new ArrayList<>(sequences(8));
    float[] values = new float[10];
    Arrays.fill(values, 1e30f);
    huge.set(5, Chunk.sequence("huge", 0, 0, 1, values, null));
    JavaRDD<DataSet> minibatches =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(huge, 1)
            .mapPartitionsWithIndex(
                (partition, chunks) -> WINDOWS.minibatches(1, partition, chunks, new WindowCache()),
                true);
    SparkDl4jMultiLayer network = network(spark, master(1));

    assertThatThrownBy(() -> network.fit(minibatches))
        .isInstanceOf(AveragingMaster.NotFiniteException.class);
  }

  private static float[] trainedAlone(int partition, List<Chunk> chunks) {
    MultiLayerNetwork local = NETWORK.build();
    fit(local, partition, chunks);
    return TrainingState.of(local).parameters();
  }

  private static void fit(MultiLayerNetwork network, int partition, List<Chunk> chunks) {
    WINDOWS
        .minibatches(1, partition, chunks.iterator(), new WindowCache())
        .forEachRemaining(
            batch ->
                network.fit(
                    batch.getFeatures(),
                    batch.getLabels(),
                    batch.getFeaturesMaskArray(),
                    batch.getLabelsMaskArray()));
  }

  private static final class Silent implements AveragingMaster.Listener {

    private final List<EpochProgress> progress = new ArrayList<>();
    private final List<TrainingState> states = new ArrayList<>();

    @Override
    public void before(int round) {}

    @Override
    public void after(EpochProgress done, TrainingState state) {
      progress.add(done);
      states.add(state);
    }
  }
}
