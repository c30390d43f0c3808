package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.normalize.Scaler;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What an autoencoder does, whatever engine computes it. */
abstract class AutoencoderContract {

  private static final int FEATURES = 2;

  abstract Engine engine();

  private MultiLayerNetwork network(NetworkSpec spec) {
    return new Autoencoder(spec, engine()).build();
  }

  private static NetworkSpec spec(int steps, Loss loss) {
    return plain(FEATURES, steps, List.of(5, 3), List.of(4), loss, 7);
  }

  private static NetworkSpec plain(
      int features, int steps, List<Integer> encoder, List<Integer> decoder, Loss loss, long seed) {
    return new NetworkSpec(
        features, steps, encoder, decoder, loss, 0.01, seed, NetworkOptions.PLAIN);
  }

  private Replayer replayer(MultiLayerNetwork network) {
    return with(NetworkOptions.PLAIN).replayer(network);
  }

  private static Replayer replayer(Autoencoder autoencoder, float[] parameters) {
    Replayer replayer = autoencoder.replayer(autoencoder.build());
    replayer.load(parameters);
    return replayer;
  }

  private DataSet example(Batch batch) {
    return with(NetworkOptions.PLAIN).example(batch, Noise.NONE, 0);
  }

  private static float[] random(long seed, int points) {
    Random random = new Random(seed);
    float[] values = new float[points * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Batch batch(int capacity, int steps, float[]... windows) {
    Batch batch = new Batch(capacity, steps, FEATURES);
    for (float[] window : windows) {
      batch.append(window, 0, window.length / FEATURES, Scaler.identity(FEATURES));
    }
    return batch;
  }

  @Test
  void theSameSpecificationGivesTheSameNetwork() {
    assertThat(network(spec(6, Loss.MSE)).params()).isEqualTo(network(spec(6, Loss.MSE)).params());
    NetworkSpec other = plain(FEATURES, 6, List.of(5, 3), List.of(4), Loss.MSE, 8);
    assertThat(network(other).params())
        .as("another seed")
        .isNotEqualTo(network(spec(6, Loss.MSE)).params());
  }

  @Test
  void hasTheParametersOfItsLayers() {
    long lstm = lstm(FEATURES, 5) + lstm(5, 3) + lstm(3, 4);

    assertThat(network(spec(6, Loss.MSE)).numParams())
        .isEqualTo(lstm + 4 * FEATURES + FEATURES)
        .isEqualTo(spec(6, Loss.MSE).parameters());
  }

  private static long lstm(int inputs, int units) {
    return 4L * units * (inputs + units + 1);
  }

  @Test
  void replaysInTheLayoutOfTheBatch() {
    MultiLayerNetwork network = network(spec(6, Loss.MSE));
    Batch batch = batch(3, 6, random(1, 6), random(2, 6));

    float[] replayed = replayer(network).replay(batch);

    INDArray output = network.output(batch.array());
    assertThat(replayed).hasSize(2 * 6 * FEATURES);
    for (int w = 0; w < 2; w++) {
      for (int s = 0; s < 6; s++) {
        for (int f = 0; f < FEATURES; f++) {
          assertThat(replayed[(w * 6 + s) * FEATURES + f]).isEqualTo(output.getFloat(w, s, f));
        }
      }
    }
  }

  /** Each window by itself in DL4J's own network of its length, without masks. */
  @Test
  void codesAreWhatTheEncoderOfDl4jHandsOn() {
    MultiLayerNetwork network = network(spec(6, Loss.MSE));
    float[][] windows = {random(1, 6), random(2, 3), random(3, 6), random(4, 1)};
    Batch batch = batch(5, 6, windows);

    Replayed replayed = replayer(network).replayWithCodes(batch);

    assertThat(replayed.values()).isEqualTo(replayer(network).replay(batch));
    assertThat(replayed.codes()).hasNumberOfRows(4);
    for (int w = 0; w < 4; w++) {
      int steps = windows[w].length / FEATURES;
      MultiLayerNetwork stock = new Autoencoder(spec(steps, Loss.MSE), Engine.DL4J).build();
      stock.setParams(network.params());
      INDArray code = stock.feedForwardToLayer(1, batch(1, steps, windows[w]).array()).get(2);
      assertClose(replayed.codes()[w], code.data().asFloat());
    }
  }

  @Test
  void aWindowIsReplayedAloneAsInCompany() {
    Replayer replayer = replayer(network(spec(6, Loss.MSE)));
    float[] window = random(3, 4);

    float[] alone = replayer.replay(batch(1, 6, window));
    float[] among = replayer.replay(batch(8, 6, random(4, 6), window, random(5, 1)));

    int from = 6 * FEATURES;
    assertClose(
        Arrays.copyOfRange(among, from, from + 4 * FEATURES), Arrays.copyOf(alone, 4 * FEATURES));
  }

  @Test
  void aPaddedWindowIsReplayedAsByANetworkOfItsLength() {
    MultiLayerNetwork longer = network(spec(9, Loss.MSE));
    MultiLayerNetwork exact = network(spec(4, Loss.MSE));
    exact.setParams(longer.params());
    float[] window = random(6, 4);

    float[] padded = replayer(longer).replay(batch(1, 9, window));

    assertClose(Arrays.copyOf(padded, 4 * FEATURES), replayer(exact).replay(batch(1, 4, window)));
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void whatIsPaddedTeachesNothing(Loss loss) {
    MultiLayerNetwork longer = network(spec(9, loss));
    MultiLayerNetwork exact = network(spec(4, loss));
    exact.setParams(longer.params());
    float[] window = random(7, 4);

    float[] padded = gradient(longer, example(batch(1, 9, window)));

    assertClose(padded, gradient(exact, example(batch(1, 4, window))));
    assertThat(longer.score()).as("loss").isCloseTo(exact.score(), within(1e-5));
  }

  private static float[] gradient(MultiLayerNetwork network, DataSet example) {
    network.setInput(example.getFeatures());
    network.setLabels(example.getLabels());
    network.setLayerMaskArrays(example.getFeaturesMaskArray(), example.getLabelsMaskArray());
    network.computeGradientAndScore();
    return network.getFlattenedGradients().dup('c').data().asFloat();
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSize(expected.length);
    float greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(1e-5f));
    }
    assertThat(greatest).as("there is something to compare").isGreaterThan(1e-3f);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void learnsWithEveryLoss(Loss loss) {
    MultiLayerNetwork network = network(spec(6, loss));
    Batch batch = batch(4, 6, random(8, 6), random(9, 5), random(10, 6), random(11, 2));
    DataSet example = example(batch);
    double before = network.score(example);

    for (int step = 0; step < 60; step++) {
      network.fit(example);
    }

    assertThat(network.score(example)).isLessThan(0.9 * before);
  }

  private Autoencoder with(NetworkOptions options) {
    NetworkSpec plain = spec(6, Loss.MSE);
    return new Autoencoder(
        new NetworkSpec(FEATURES, 6, plain.encoder(), plain.decoder(), Loss.MSE, 0.02, 7, options),
        engine());
  }

  private static double distance(Batch batch, float[] replayed) {
    double sum = 0;
    for (int w = 0; w < batch.size(); w++) {
      for (int i = 0; i < batch.length(w) * FEATURES; i++) {
        int at = w * batch.steps() * FEATURES + i;
        sum += Math.abs(replayed[at] - batch.values()[at]);
      }
    }
    return sum;
  }

  @Test
  void aReversedReplayIsTrainedOnTheReverseAndTurnedBack() {
    Autoencoder reversed = with(new NetworkOptions(DecoderInput.REPEAT, true, 0, 0));
    Batch batch = batch(3, 6, random(8, 6), random(9, 5), random(10, 2));
    DataSet example = reversed.example(batch, Noise.NONE, 0);
    assertThat(example.getFeatures()).isEqualTo(batch.array());
    for (int f = 0; f < FEATURES; f++) {
      assertThat(example.getLabels().getFloat(0, 0, f)).isEqualTo(batch.values()[5 * FEATURES + f]);
      assertThat(example.getLabels().getFloat(2, 1, f))
          .as("a window turns within its length")
          .isEqualTo(batch.values()[12 * FEATURES + f]);
    }
    MultiLayerNetwork network = reversed.build();
    double before = distance(batch, reversed.replayer(network).replay(batch));

    double after = before;
    for (int step = 1; step <= 500 && after > 0.25 * before; step++) {
      network.fit(reversed.example(batch, Noise.NONE, 0));
      if (step % 20 == 0) {
        after = distance(batch, reversed.replayer(network).replay(batch));
      }
    }

    assertThat(reversed.replayer(network).replayWithCodes(batch).values())
        .isEqualTo(reversed.replayer(network).replay(batch));
    assertThat(after).isLessThan(0.5 * before);
    assertThat(distance(batch, replayer(network).replay(batch)))
        .as("not turned back it does not fit")
        .isGreaterThan(2 * after);
  }

  @Test
  void noiseIsAddedToWhatIsSeenOnly() {
    Autoencoder plain = with(NetworkOptions.PLAIN);
    Batch batch = batch(3, 6, random(8, 6), random(9, 5));
    Noise noise = new Noise(0.5);

    DataSet example = plain.example(batch, noise, 3);

    assertThat(example.getLabels()).isEqualTo(batch.array());
    INDArray added = example.getFeatures().sub(batch.array());
    assertThat(added.stdNumber().doubleValue()).isBetween(0.25, 0.75);
    assertThat(plain.example(batch, noise, 3).getFeatures()).isEqualTo(example.getFeatures());
    assertThat(plain.example(batch, noise, 4).getFeatures()).isNotEqualTo(example.getFeatures());
    assertThat(plain.example(batch, Noise.NONE, 3).getFeatures()).isEqualTo(batch.array());
  }

  private static float[] trained(Autoencoder autoencoder, int worker) {
    MultiLayerNetwork network = autoencoder.build();
    Batch batch = batch(3, 6, random(8, 6), random(9, 5), random(10, 2));
    for (int step = 0; step < 3; step++) {
      autoencoder.drawFor(step, worker);
      network.fit(autoencoder.example(batch, Noise.NONE, 0));
    }
    return TrainingState.of(network).parameters();
  }

  @Test
  void dropoutIsDrawnBySeedStepAndWorkerAndOnlyInTraining() {
    Autoencoder dropping = with(new NetworkOptions(DecoderInput.REPEAT, false, 0.5, 0));
    float[] expected = trained(dropping, 1);

    assertThat(trained(dropping, 1)).isEqualTo(expected);
    assertThat(trained(dropping, 2)).as("another worker").isNotEqualTo(expected);
    assertThat(trained(with(NetworkOptions.PLAIN), 1)).as("no dropout").isNotEqualTo(expected);
    Batch batch = batch(1, 6, random(8, 6));
    assertThat(replayer(dropping, expected).replay(batch))
        .as("a replay drops nothing")
        .isEqualTo(replayer(with(NetworkOptions.PLAIN), expected).replay(batch));
  }

  @Test
  void clippedGradientsAreNoLongerThanTheirNorm() {
    Batch batch = batch(2, 6, random(8, 6), random(9, 5));
    double norm = 1e-3;
    Autoencoder clipping = with(new NetworkOptions(DecoderInput.REPEAT, false, 0, norm));
    MultiLayerNetwork network = clipping.build();
    network.fit(clipping.example(batch, Noise.NONE, 0));
    float[] moments = TrainingState.of(network).updater();
    // Adam's first mean is a tenth of the gradient; there are four layers.
    double longest = 0;
    for (int i = 0; i < moments.length / 2; i++) {
      longest += moments[i] * moments[i];
    }
    assertThat(10 * Math.sqrt(longest)).isCloseTo(norm * 2, within(norm * 0.01));
  }

  @Test
  void trainingGoesOnFromItsStateAsIfItHadNotStopped() {
    NetworkSpec spec = spec(6, Loss.MSE);
    MultiLayerNetwork network = network(spec);
    DataSet example = example(batch(2, 6, random(12, 6), random(13, 3)));
    for (int step = 0; step < 3; step++) {
      network.fit(example);
    }
    TrainingState state = TrainingState.of(network);
    for (int step = 0; step < 3; step++) {
      network.fit(example);
    }
    float[] unbroken = TrainingState.of(network).parameters();

    MultiLayerNetwork resumed = network(spec);
    state.restore(resumed);
    assertThat(TrainingState.of(resumed).parameters()).isEqualTo(state.parameters());
    assertThat(TrainingState.of(resumed).updater()).isEqualTo(state.updater());
    assertThat(state.iteration()).isEqualTo(3);
    for (int step = 0; step < 3; step++) {
      resumed.fit(example);
    }

    assertThat(TrainingState.of(resumed).parameters()).isEqualTo(unbroken);
    assertThat(TrainingState.of(resumed).iteration()).isEqualTo(6);
    assertThat(unbroken).as("it did train").isNotEqualTo(state.parameters());
  }

  @Test
  void aStateIsACopy() {
    MultiLayerNetwork network = network(spec(6, Loss.MSE));
    TrainingState state = TrainingState.of(network);
    float[] before = state.parameters().clone();
    network.fit(example(batch(1, 6, random(14, 6))));

    assertThat(state.parameters()).isEqualTo(before);
    replayer(network).load(before);
    assertThat(TrainingState.of(network).parameters()).isEqualTo(before);
  }
}
