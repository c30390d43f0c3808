package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Output, loss and every gradient are those of DL4J's stock layers. */
class StockLayerAgreementTest {

  private static final double TOLERANCE = 1e-4;

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape(1, 1, 1, List.of(1), List.of(1), SequenceLoss.MSE),
        shape(1, 1, 3, List.of(5), List.of(4), SequenceLoss.MAE),
        shape(1, 2, 2, List.of(4), List.of(4), SequenceLoss.MSE),
        shape(1, 9, 2, List.of(4), List.of(4), SequenceLoss.MSE),
        shape(5, 1, 2, List.of(4), List.of(6), SequenceLoss.MSE),
        shape(16, 1, 2, List.of(4, 3), List.of(6, 5), SequenceLoss.MSE),
        shape(2, 140, 1, List.of(64), List.of(64), SequenceLoss.MSE),
        shape(33, 17, 2, List.of(16), List.of(16), SequenceLoss.MAE),
        shape(3, 60, 8, List.of(32), List.of(32), SequenceLoss.MSE),
        shape(129, 7, 3, List.of(13), List.of(11), SequenceLoss.MSE),
        shape(129, 140, 2, List.of(8), List.of(8), SequenceLoss.MSE),
        shape(127, 33, 5, List.of(10), List.of(6), SequenceLoss.MAE),
        shape(64, 5, 1, List.of(20, 9), List.of(9, 20), SequenceLoss.MAE),
        shape(17, 12, 38, List.of(31, 7, 3), List.of(3, 7, 31), SequenceLoss.MSE),
        shape(5, 30, 1, List.of(128, 64), List.of(64, 128), SequenceLoss.MSE));
  }

  private static Arguments shape(
      int batch,
      int steps,
      int features,
      List<Integer> encoder,
      List<Integer> decoder,
      SequenceLoss loss) {
    return Arguments.of(batch, steps, features, encoder, decoder, loss);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outputLossAndGradientsAgree(
      int batch,
      int steps,
      int features,
      List<Integer> encoder,
      List<Integer> decoder,
      SequenceLoss loss) {
    MultiLayerNetwork stock = Networks.stock(features, steps, encoder, decoder, loss);
    MultiLayerNetwork ours = Networks.ours(features, steps, encoder, decoder, loss);
    assertThat(ours.params()).as("initial parameters").isEqualTo(stock.params());
    Networks.scramble(stock, 3);
    ours.setParams(stock.params());

    DataSet data = Networks.random(batch, steps, features, 11);
    assertClose(Networks.output(ours, data), Networks.output(stock, data), "output");
    double stockLoss = Networks.differentiate(stock, data);
    assertThat(Networks.differentiate(ours, data))
        .isCloseTo(stockLoss, within(TOLERANCE * stockLoss));
    assertGradientsClose(ours, stock);
    assertThat(ours.score(data)).isCloseTo(stock.score(data), within(TOLERANCE * stockLoss));
  }

  /** What stock DL4J makes of no input and an initial state; it has no gradients for that. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 9, 4", "3, 140, 7", "33, 20, 16", "129, 11, 64"})
  void theOutputFromAnInitialStateAgrees(int batch, int steps, int units) {
    MultiLayerNetwork ours =
        Networks.withInitialState(2, steps, List.of(units), List.of(units), SequenceLoss.MSE);
    Networks.scramble(ours, 3);
    MultiLayerNetwork stock = Networks.stockDecoder(ours);
    DataSet data = Networks.random(batch, steps, 2, 11);
    INDArray state = ours.feedForwardToLayer(0, data.getFeatures()).get(1);
    stock.rnnSetPreviousState(0, Map.of("prevAct", state, "prevMem", state.like()));
    INDArray expected = stock.rnnTimeStep(Nd4j.zeros(batch, steps, 1));
    assertClose(Networks.output(ours, data), expected, "output");
  }

  /** Names differ, as RepeatVector is a layer of its own; the order does not. */
  private static void assertGradientsClose(MultiLayerNetwork ours, MultiLayerNetwork stock) {
    Map<String, INDArray> expected = Networks.gradients(stock);
    Map<String, INDArray> actual = Networks.gradients(ours);
    assertThat(actual).hasSameSizeAs(expected);
    Iterator<INDArray> next = expected.values().iterator();
    actual.forEach((name, gradient) -> assertClose(gradient, next.next(), name));
    assertClose(ours.getFlattenedGradients(), stock.getFlattenedGradients(), "all gradients");
  }

  private static void assertClose(INDArray actual, INDArray expected, String what) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(Networks.relativeDifference(actual, expected)).as(what).isLessThan(TOLERANCE);
  }
}
