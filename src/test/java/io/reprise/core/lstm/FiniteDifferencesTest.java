package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Gradients are the slopes of the loss, also where DL4J has nothing to compare with. */
class FiniteDifferencesTest {

  private static final double STEP = 0.01;

  static Stream<Arguments> networks() {
    return Stream.of(
        repeating(4, 6, SequenceLoss.MSE),
        repeating(20, 3, SequenceLoss.HUBER),
        repeating(1, 1, SequenceLoss.HUBER),
        initialState(1, 1, SequenceLoss.MSE),
        initialState(1, 5, SequenceLoss.MSE),
        initialState(3, 1, SequenceLoss.MSE),
        initialState(4, 6, SequenceLoss.MSE),
        initialState(35, 4, SequenceLoss.HUBER));
  }

  private static Arguments repeating(int batch, int steps, SequenceLoss loss) {
    MultiLayerNetwork network = Networks.ours(2, steps, List.of(5, 3), List.of(3, 4), loss);
    return Arguments.of("repeating, " + loss, network, Networks.random(batch, steps, 2, 5));
  }

  private static Arguments initialState(int batch, int steps, SequenceLoss loss) {
    MultiLayerNetwork network =
        Networks.withInitialState(2, steps, List.of(5, 3), List.of(3, 4), loss);
    return Arguments.of("initial state, " + loss, network, Networks.random(batch, steps, 2, 5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void gradientsAreSlopes(String name, MultiLayerNetwork network, DataSet data) {
    Networks.scramble(network, 3);
    network.params().muli(2);
    Networks.differentiate(network, data);
    INDArray gradient = network.getFlattenedGradients().dup().divi(data.numExamples());
    double largest = gradient.amaxNumber().doubleValue();
    for (long parameter = 0; parameter < network.numParams(); parameter += 3) {
      assertThat(gradient.getDouble(parameter))
          .as("parameter %d of %s", parameter, name)
          .isCloseTo(slope(network, data, parameter), within(5e-3 * largest));
    }
  }

  private static double slope(MultiLayerNetwork network, DataSet data, long parameter) {
    double value = network.params().getDouble(parameter);
    network.params().putScalar(parameter, value + STEP);
    double above = Networks.differentiate(network, data);
    network.params().putScalar(parameter, value - STEP);
    double below = Networks.differentiate(network, data);
    network.params().putScalar(parameter, value);
    return (above - below) / (2 * STEP);
  }
}
