package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers that multiply bfloat16 beside those that multiply float32. Where the processor has no such
 * instructions, every test finds the layers refused instead.
 */
class Bfloat16Test {

  /** With eight bits, rounding moves a number by at most this fraction of it. */
  private static final double ROUNDING = 0x1p-9;

  /**
   * Forward, each of the two layers rounds its inputs, its hidden states and its weights. Back, it
   * multiplies these by gradients of its gates, and rounds them, too. That makes eight roundings,
   * and four more for the products of two that were rounded. They reach other steps only through
   * gates, which are below one, and mostly cancel.
   */
  private static final double GRADIENT_BOUND = 12 * ROUNDING;

  /** Less could not be told from float32's own 24 bits. */
  private static final double LEAST = ROUNDING / 16;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "1, 9, 2, 4",
    "3, 60, 8, 32",
    "33, 17, 2, 16",
    "32, 140, 1, 64",
    "70, 30, 3, 65"
  })
  void outputsAndGradientsDifferByRounding(int batch, int steps, int features, int units) {
    List<Integer> layers = List.of(units);
    DataSet data = Networks.random(batch, steps, features, 11);
    compare(
        precision -> Networks.ours(precision, features, steps, layers, layers, SequenceLoss.MSE),
        data);
    compare(
        precision ->
            Networks.withInitialState(precision, features, steps, layers, layers, SequenceLoss.MSE),
        data);
  }

  private static void compare(Function<Precision, MultiLayerNetwork> build, DataSet data) {
    if (refuses(build)) {
      return;
    }
    MultiLayerNetwork exact = build.apply(Precision.FLOAT32);
    MultiLayerNetwork rounded = build.apply(Precision.BFLOAT16);
    assertThat(rounded.params()).as("initial parameters").isEqualTo(exact.params());
    assertClose(Networks.output(rounded, data), Networks.output(exact, data), "output");
    Networks.differentiate(exact, data);
    Networks.differentiate(rounded, data);
    Map<String, INDArray> expected = Networks.gradients(exact);
    Networks.gradients(rounded)
        .forEach((name, gradient) -> assertClose(gradient, expected.get(name), name));
    INDArray encoder = expected.get("0_W");
    assertThat(distance(Networks.gradients(rounded).get("0_W"), encoder))
        .as("what rounding does to a gradient")
        .isGreaterThan(LEAST * norm(encoder));
  }

  private static void assertClose(INDArray actual, INDArray expected, String what) {
    assertThat(distance(actual, expected))
        .as(what)
        .isLessThanOrEqualTo(GRADIENT_BOUND * norm(expected));
  }

  private static double distance(INDArray actual, INDArray expected) {
    return norm(actual.sub(expected));
  }

  private static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }

  @Test
  void theLossFollowsFloat32() {
    if (refuses(Bfloat16Test::small)) {
      return;
    }
    MultiLayerNetwork exact = small(Precision.FLOAT32);
    MultiLayerNetwork rounded = small(Precision.BFLOAT16);
    DataSet data = TrainingTest.waves(20);
    double first = exact.score(data);
    for (int step = 0; step < 200; step++) {
      exact.fit(data);
      rounded.fit(data);
      assertThat(rounded.score())
          .as("loss of step %d", step)
          .isCloseTo(exact.score(), within(GRADIENT_BOUND * exact.score()));
    }
    assertThat(rounded.score()).as("what 200 steps learned").isLessThan(0.7 * first);
  }

  /** Where steps are large, two trainings part soon, whatever the precision; but both learn. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.03, 0.1})
  void largeStepsLearnInEitherPrecision(double learningRate) {
    if (refuses(Bfloat16Test::small)) {
      return;
    }
    DataSet data = TrainingTest.waves(20);
    for (Precision precision : Precision.values()) {
      MultiLayerNetwork network = small(precision);
      network.setLearningRate(learningRate);
      double first = network.score(data);
      for (int step = 0; step < 200; step++) {
        network.fit(data);
        assertThat(network.score()).as("%s, step %d", precision, step).isFinite();
      }
      assertThat(network.score()).as("%s", precision).isLessThan(0.1 * first);
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    if (!refuses(Bfloat16Test::small)) {
      assertThat(trained()).isEqualTo(trained());
    }
  }

  private static INDArray trained() {
    MultiLayerNetwork network = small(Precision.BFLOAT16);
    for (int step = 0; step < 40; step++) {
      network.fit(Networks.random(70, 9, 2, step));
    }
    return network.params().dup();
  }

  @Test
  void theConfigurationSurvivesJson() {
    if (refuses(Bfloat16Test::small)) {
      return;
    }
    MultiLayerConfiguration configuration = small(Precision.BFLOAT16).getLayerWiseConfigurations();
    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    assertThat(configuration).isNotEqualTo(small(Precision.FLOAT32).getLayerWiseConfigurations());
  }

  /** oneDNN falls back to slow code without a word if it dislikes a layout. */
  @ParameterizedTest
  @CsvSource({"32, 140, 1, 64", "16, 140, 16, 64", "64, 60, 32, 32", "32, 100, 128, 128"})
  void theProcessorsOwnInstructionsAreUsed(int batch, int steps, int inputs, int units) {
    if (refuses(Bfloat16Test::small)) {
      return;
    }
    LstmShape shape = new LstmShape(batch, steps, inputs, units, false, true, Precision.BFLOAT16);
    try (LstmPlan plan = new LstmPlan(shape, Descriptors.inputLast(inputs, units))) {
      assertThat(plan.forward().implementation()).startsWith("brgemm:avx512_core_");
      assertThat(plan.backward().implementation()).startsWith("brgemm:avx512_core_");
    }
  }

  private static MultiLayerNetwork small(Precision precision) {
    return Networks.ours(precision, 2, 9, List.of(12), List.of(12), SequenceLoss.MSE);
  }

  /** Whether this processor has no such instructions; then asserts that the layers say so. */
  private static boolean refuses(Function<Precision, MultiLayerNetwork> build) {
    if (Precision.BFLOAT16.available()) {
      return false;
    }
    MultiLayerNetwork network = build.apply(Precision.BFLOAT16);
    long inputs = network.getLayer(0).getParam(LstmParameters.INPUT).size(0);
    assertThatThrownBy(() -> network.output(Nd4j.zeros(1, 9, inputs)))
        .isInstanceOf(UnavailablePrecisionException.class)
        .hasMessageContaining("no instructions for bfloat16");
    return true;
  }
}
