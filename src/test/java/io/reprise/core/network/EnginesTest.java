package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.normalize.Scaler;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one engine trained, the other replays. */
class EnginesTest {

  private static final int FEATURES = 3;

  @ParameterizedTest
  @EnumSource(Loss.class)
  void modelsGoFromOneToTheOther(Loss loss) {
    NetworkSpec spec = new NetworkSpec(FEATURES, 12, List.of(9, 6), List.of(6, 9), loss, 0.01, 7);
    for (Engine trainer : Engine.values()) {
      MultiLayerNetwork trained = new Autoencoder(spec, trainer).build();
      for (int step = 0; step < 20; step++) {
        trained.fit(Replayer.example(batch()));
      }
      float[] expected = new Replayer(trained).replay(batch());
      for (Engine other : Engine.values()) {
        float[] parameters = TrainingState.of(trained).parameters();
        float[] replayed =
            new Replayer(new Autoencoder(spec, other).with(parameters)).replay(batch());
        for (int i = 0; i < expected.length; i++) {
          assertThat(replayed[i]).isCloseTo(expected[i], within(1e-5f));
        }
      }
    }
  }

  private static Batch batch() {
    Random random = new Random(5);
    Batch batch = new Batch(4, 12, FEATURES);
    for (int window = 0; window < 4; window++) {
      float[] values = new float[12 * FEATURES];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      batch.append(values, 0, 12, Scaler.identity(FEATURES));
    }
    return batch;
  }
}
