package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A bundle as the first version wrote it, and what its model replayed then. It must load for ever:
 * never write these files anew.
 */
class GoldenBundleTest {

  private static final Scaler SCALER = new Scaler(new float[] {1, 10}, new float[] {2, 5});

  private static byte[] file(String name) throws IOException {
    try (InputStream in = GoldenBundleTest.class.getResourceAsStream("bundle-version-1/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("model.json", "parameters.bin", "updater.bin", "checksums.json")) {
      files.put(name, file(name));
    }
    return files;
  }

  private static Bundle bundle() throws IOException {
    return BundleCodec.decode(files());
  }

  private static Batch batch() {
    Batch batch = new Batch(4, 8, 2);
    for (int w = 0; w < 4; w++) {
      float[] values = new float[16];
      for (int i = 0; i < 8; i++) {
        values[2 * i] = (float) (1 + 2 * Math.sin(0.7 * (i + w)));
        values[2 * i + 1] = (float) (10 + 5 * Math.cos(0.4 * (i + 2 * w)));
      }
      batch.append(values, 0, w == 3 ? 5 : 8, SCALER);
    }
    return batch;
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void replaysAsItDidWhenItWasWritten(Engine engine) throws IOException {
    float[] expected = new float[64];
    ByteBuffer.wrap(file("replayed.bin"))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(expected);
    Bundle bundle = bundle();

    Autoencoder autoencoder = new Autoencoder(bundle.network(), engine);
    Replayer replayer = autoencoder.replayer(autoencoder.build());
    replayer.load(bundle.parameters().values());
    float[] replayed = replayer.replay(batch());

    for (int i = 0; i < 3 * 16 + 5 * 2; i++) {
      assertThat(replayed[i]).as("value %d", i).isCloseTo(expected[i], within(1e-4f));
    }
    assertThat(Math.abs(replayed[0] - batch().values()[0])).as("it had learnt").isLessThan(0.2f);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void trainsOn(Engine engine) throws IOException {
    Bundle bundle = bundle();
    Autoencoder autoencoder = new Autoencoder(bundle.network(), engine);
    MultiLayerNetwork network = autoencoder.build();
    new TrainingState(bundle.parameters().values(), bundle.updater(), 300).restore(network);
    DataSet example = autoencoder.example(batch(), Noise.NONE, 0);
    double before = network.score(example);

    for (int step = 0; step < 20; step++) {
      network.fit(example);
    }

    assertThat(network.score(example)).isLessThan(before);
  }

  @Test
  void meansWhatItMeant() throws IOException {
    Bundle bundle = bundle();

    assertThat(bundle.network())
        .isEqualTo(
            new NetworkSpec(
                2, 8, List.of(6, 4), List.of(5), Loss.HUBER, 0.01, 42, NetworkOptions.PLAIN));
    assertThat(bundle.features()).containsExactly("vibration", "temperature");
    assertThat(bundle.normalizer().method()).isEqualTo(Method.ROBUST);
    assertThat(bundle.normalizer().scope()).isEqualTo(Scope.SERIES);
    assertThat(bundle.normalizer().global()).usingRecursiveComparison().isEqualTo(SCALER);
    assertThat(BundleCodec.bySeries(files())).containsOnlyKeys("Pumpe \"1\" °C", "pump-0");
    assertThat(BundleCodec.bySeries(files()).get("Pumpe \"1\" °C").scaler().spread())
        .containsExactly(3e38f, 0.3f);
    assertThat(bundle.windowing()).isEqualTo(new Windowing(8, 4, false));
    assertThat(bundle.trainedOn()).isEqualTo("20240131T060000Z-0a1b2c");
    assertThat(bundle.split())
        .isEqualTo(new SplitPlan.ByTime(1_700_000_000_000_000L, 1_700_100_000_000_000L, false));
    assertThat(bundle.training().sequences()).isEqualTo(12_345_678_901L);
    assertThat(bundle.training().validationSequences()).isEqualTo(99);
    assertThat(bundle.training().bestEpoch()).isEqualTo(2);
    assertThat(bundle.training().history()).hasSize(2);
    assertThat(bundle.training().history().get(0).trainLoss()).isEqualTo(1 / 3.0);
    assertThat(bundle.windowErrors().errors().moments().count()).isEqualTo(4);
    assertThat(bundle.windowErrors().errors().moments().mean())
        .isCloseTo(0.0027228397666476667, within(1e-18));
    assertThat(bundle.windowErrors().errors().quantiles()).hasSize(1001);
    assertThat(bundle.pointErrors().orElseThrow().errors().moments().count()).isEqualTo(58);
  }

  /** There were no tails, labelled errors or errors by series yet. */
  @Test
  void lacksWhatCameLaterAndIsWrittenAnewWithoutLoss() throws IOException {
    Bundle bundle = bundle();

    assertThat(bundle.windowErrors().errors().tail()).isEmpty();
    assertThat(bundle.windowErrors().labelled()).isEmpty();
    assertThat(bundle.windowErrors().bySeries()).isEmpty();
    assertThat(BundleCodec.decode(SampleBundle.encoded(bundle)))
        .usingRecursiveComparison()
        .isEqualTo(bundle);
  }
}
