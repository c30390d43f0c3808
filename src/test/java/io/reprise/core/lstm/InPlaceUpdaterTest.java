package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class InPlaceUpdaterTest {

  @Test
  void aNetworkTrainsExactlyAsByDl4jsUpdater() {
    MultiLayerNetwork expected = network();
    MultiLayerNetwork found = network();
    InPlaceUpdater.install(found);
    for (int step = 0; step < 20; step++) {
      expected.fit(Networks.random(8, 5, 2, step));
      found.fit(Networks.random(8, 5, 2, step));
    }
    assertThat(Floats.copy(found.params()))
        .isEqualTo(Floats.copy(expected.params()))
        .isNotEqualTo(Floats.copy(network().params()));
    assertThat(Floats.copy(found.getUpdater().getStateViewArray()))
        .isEqualTo(Floats.copy(expected.getUpdater().getStateViewArray()));
    assertThat(found.getUpdater()).isInstanceOf(InPlaceUpdater.class);
  }

  private static MultiLayerNetwork network() {
    return Networks.ours(2, 5, List.of(3), List.of(3), SequenceLoss.MSE);
  }
}
