package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.lstm.Precision;
import io.reprise.core.normalize.Scaler;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class OneDnnAutoencoderTest extends AutoencoderContract {

  @Override
  Engine engine() {
    return Engine.ONEDNN;
  }

  private static final NetworkSpec STATE =
      new NetworkSpec(
          1,
          8,
          List.of(7, 6),
          List.of(6, 5),
          Loss.MSE,
          0.02,
          3,
          new NetworkOptions(DecoderInput.STATE, true, 0, 0));

  private static Batch waves() {
    Batch batch = new Batch(4, 8, 1);
    for (int w = 0; w < 4; w++) {
      float[] values = new float[8 - w];
      for (int t = 0; t < values.length; t++) {
        values[t] = (float) Math.sin(w + 0.8 * t);
      }
      batch.append(values, 0, values.length, Scaler.identity(1));
    }
    return batch;
  }

  @Test
  void aDecoderMayBeginWithTheCodeAsItsState() {
    Autoencoder autoencoder = new Autoencoder(STATE, Engine.ONEDNN);
    MultiLayerNetwork network = autoencoder.build();
    assertThat(network.numParams())
        .as("the decoder has no input weights")
        .isEqualTo(
            4 * 7 * (1 + 7 + 1) + 4 * 6 * (7 + 6 + 1) + 4 * 6 * (6 + 1) + 4 * 5 * (6 + 5 + 1) + 6);
    DataSet example = autoencoder.example(waves(), Noise.NONE, 0);
    double before = network.score(example);

    for (int step = 0; step < 300; step++) {
      network.fit(autoencoder.example(waves(), Noise.NONE, 0));
    }

    assertThat(network.score(example)).isLessThan(0.2 * before);
    float[] replayed = autoencoder.replayer(network).replay(waves());
    assertThat(autoencoder.replayer(network).replayWithCodes(waves()).codes()[3]).hasSize(6);
    for (int w = 0; w < 4; w++) {
      for (int t = 0; t < 8 - w; t++) {
        assertThat(replayed[w * 8 + t]).isCloseTo(waves().values()[w * 8 + t], within(0.6f));
      }
    }
  }

  @Test
  void theStockEngineRefusesBfloat16() {
    NetworkSpec rounded =
        new NetworkSpec(
            1,
            8,
            List.of(5),
            List.of(5),
            Loss.MSE,
            0.02,
            3,
            NetworkOptions.PLAIN.with(Precision.BFLOAT16));
    assertThat(Engine.ONEDNN.computes(rounded)).isTrue();
    assertThatThrownBy(() -> new Autoencoder(rounded, Engine.DL4J))
        .hasMessageContaining("nor bfloat16");
  }

  @Test
  void theStockEngineRefusesAState() {
    assertThat(Engine.DL4J.computes(STATE)).isFalse();
    assertThat(Engine.ONEDNN.computes(STATE)).isTrue();
    assertThatThrownBy(() -> new Autoencoder(STATE, Engine.DL4J))
        .hasMessage("DL4J cannot compute a decoder with an initial state, nor bfloat16");
    assertThatThrownBy(
            () ->
                new NetworkSpec(
                    1, 8, List.of(7, 6), List.of(5), Loss.MSE, 0.02, 3, STATE.options()))
        .hasMessageContaining("not 5 for 6");
  }
}
