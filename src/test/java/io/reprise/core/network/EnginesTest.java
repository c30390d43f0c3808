package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.normalize.Scaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What one engine trained, the other replays. */
class EnginesTest {

  private static final int FEATURES = 3;

  private static NetworkSpec spec(Loss loss, NetworkOptions options) {
    return new NetworkSpec(FEATURES, 12, List.of(9, 6), List.of(6, 9), loss, 0.01, 7, options);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void modelsGoFromOneToTheOther(Loss loss) {
    NetworkSpec spec = spec(loss, NetworkOptions.PLAIN);
    for (Engine trainer : Engine.values()) {
      Autoencoder teacher = new Autoencoder(spec, trainer);
      MultiLayerNetwork trained = teacher.build();
      for (int step = 0; step < 20; step++) {
        trained.fit(teacher.example(batch(), Noise.NONE, 0));
      }
      float[] expected = teacher.replayer(trained).replay(batch());
      for (Engine other : Engine.values()) {
        Autoencoder reader = new Autoencoder(spec, other);
        Replayer replayer = reader.replayer(reader.build());
        replayer.load(TrainingState.of(trained).parameters());
        float[] replayed = replayer.replay(batch());
        for (int i = 0; i < expected.length; i++) {
          assertThat(replayed[i]).isCloseTo(expected[i], within(1e-5f));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void outputLossAndGradientsAgreeOnPaddedWindows(Loss loss) {
    NetworkSpec spec = spec(loss, NetworkOptions.PLAIN);
    MultiLayerNetwork stock = new Autoencoder(spec, Engine.DL4J).build();
    MultiLayerNetwork fast = new Autoencoder(spec, Engine.ONEDNN).build();
    stock.params().muli(2);
    fast.setParams(stock.params());
    DataSet example = new Autoencoder(spec, Engine.DL4J).example(batch(), Noise.NONE, 0);
    double expected = differentiate(stock, example);
    assertThat(differentiate(fast, example)).isCloseTo(expected, within(1e-4 * expected));
    INDArray gradient = stock.getFlattenedGradients();
    double scale = gradient.amaxNumber().doubleValue();
    assertThat(fast.getFlattenedGradients().sub(gradient).amaxNumber().doubleValue() / scale)
        .as("gradients, relative to the largest")
        .isLessThan(1e-4);
  }

  /** But for dropout, which each engine draws in its own way. */
  @Test
  void trainTheSameWithEveryOption() {
    NetworkOptions options = new NetworkOptions(DecoderInput.REPEAT, true, 0, 0.5);
    NetworkSpec spec =
        new NetworkSpec(FEATURES, 12, List.of(9, 6), List.of(6, 9), Loss.MSE, 0.01, 7, options);
    List<float[]> trained = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      Autoencoder autoencoder = new Autoencoder(spec, engine);
      MultiLayerNetwork network = autoencoder.build();
      for (int step = 0; step < 10; step++) {
        autoencoder.drawFor(step, 0);
        network.fit(autoencoder.example(batch(), new Noise(0.1), step));
      }
      trained.add(TrainingState.of(network).parameters());
    }
    for (int i = 0; i < trained.get(0).length; i++) {
      assertThat(trained.get(1)[i]).isCloseTo(trained.get(0)[i], within(2e-3f));
    }
  }

  private static double differentiate(MultiLayerNetwork network, DataSet example) {
    network.setInput(example.getFeatures());
    network.setLabels(example.getLabels());
    network.setLayerMaskArrays(example.getFeaturesMaskArray(), example.getLabelsMaskArray());
    network.computeGradientAndScore();
    return network.score();
  }

  private static Batch batch() {
    Random random = new Random(5);
    Batch batch = new Batch(4, 12, FEATURES);
    for (int window = 0; window < 4; window++) {
      int steps = 12 - 3 * window;
      float[] values = new float[steps * FEATURES];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      batch.append(values, 0, steps, Scaler.identity(FEATURES));
    }
    return batch;
  }
}
