package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class OneDnnLstmTest {

  @Test
  void oneDnnIsAvailableWhereTestsRun() {
    assertThat(OneDnn.available()).isTrue();
  }

  @Test
  void aDecoderNeedsItsSteps() {
    assertThatThrownBy(() -> new OneDnnLstm.Builder().nIn(2).nOut(3).repeat(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A decoder needs its number of steps");
  }

  @Test
  void anInitialStateHasOneNumberAUnit() {
    assertThatThrownBy(() -> new OneDnnLstm.Builder().nIn(2).nOut(3).initialState(5).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 2 for 3");
  }

  @Test
  void anInputOfAnotherShapeIsRefused() {
    MultiLayerNetwork network = Networks.ours(2, 5, List.of(3), List.of(3), SequenceLoss.MSE);
    assertThatThrownBy(() -> network.output(Networks.random(4, 5, 3, 1).getFeatures()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[batch, step, channel] with 2 channels");
  }

  @Test
  void arraysInAnyOrderAreUnderstood() {
    MultiLayerNetwork network = Networks.ours(2, 5, List.of(3), List.of(3), SequenceLoss.MSE);
    DataSet data = Networks.random(4, 5, 2, 1);
    INDArray features = data.getFeatures();
    INDArray turned = features.permute(0, 2, 1).dup('c').permute(0, 2, 1);
    INDArray expected = Networks.output(network, data);
    assertThat(network.output(turned)).isEqualTo(expected);
    assertThat(network.output(features.dup('f'))).isEqualTo(expected);
    assertThat(network.score(new DataSet(turned, turned))).isEqualTo(network.score(data));
  }

  @Test
  void scoresOfExamplesAverageToTheScore() {
    MultiLayerNetwork network = Networks.ours(2, 5, List.of(3), List.of(3), SequenceLoss.MAE);
    DataSet data = Networks.random(4, 5, 2, 1);
    INDArray scores = network.scoreExamples(data, false);
    assertThat(scores.shape()).containsExactly(4, 1);
    assertThat(scores.meanNumber().doubleValue()).isCloseTo(network.score(data), within(1e-6));
  }

  @Test
  void closedLayersOpenAgain() {
    MultiLayerNetwork network = Networks.ours(2, 5, List.of(3), List.of(3), SequenceLoss.MSE);
    INDArray features = Nd4j.ones(4, 5, 2);
    INDArray before = network.output(features).dup();
    for (var layer : network.getLayers()) {
      layer.close();
    }
    assertThat(network.output(features)).isEqualTo(before);
  }

  /** Two chunks: what a pass that only scores would leave of the first, the second overwrites. */
  @Test
  void gradientsAfterScoringAreThoseAfterTraining() {
    INDArray expected = gradientOfEncoder(true);
    INDArray found = gradientOfEncoder(false);
    assertThat(found.equalsWithEps(expected, 1e-5)).as("%s, not %s", found, expected).isTrue();
  }

  private static INDArray gradientOfEncoder(boolean training) {
    MultiLayerNetwork network = Networks.ours(2, 5, List.of(3), List.of(3), SequenceLoss.MSE);
    network.initGradientsView();
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    Layer encoder = network.getLayer(0);
    encoder.activate(Networks.random(100, 5, 2, 1).getFeatures(), training, workspaces);
    return encoder.backpropGradient(Nd4j.ones(100, 3), workspaces).getFirst().gradient().dup();
  }
}
