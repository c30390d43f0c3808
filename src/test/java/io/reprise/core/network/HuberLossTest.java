package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HuberLossTest {

  private static final int ROWS = 5;
  private static final int COLUMNS = 3;

  private final HuberLoss loss = new HuberLoss();

  /** Doubles, so that finite differences tell more than rounding. */
  private static INDArray random(long seed, double scale) {
    Random random = new Random(seed);
    double[][] values = new double[ROWS][COLUMNS];
    for (double[] row : values) {
      for (int c = 0; c < COLUMNS; c++) {
        row[c] = scale * random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE);
  }

  private static INDArray rowMask() {
    return Nd4j.createFromArray(1.0, 0.0, 1.0, 1.0, 0.0).reshape(ROWS, 1);
  }

  private static INDArray valueMask() {
    INDArray mask = Nd4j.ones(DataType.DOUBLE, ROWS, COLUMNS);
    return mask.putScalar(0, 1, 0).putScalar(3, 2, 0);
  }

  @Test
  void scoreIsTheMeanOverTheOutputs() {
    INDArray labels = random(1, 2);
    INDArray output = random(2, 2);
    double[] rows = new double[ROWS];
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        rows[r] += Loss.HUBER.measure(output.getDouble(r, c) - labels.getDouble(r, c)) / COLUMNS;
      }
    }

    INDArray scores =
        loss.computeScoreArray(labels, output, Activation.IDENTITY.getActivationFunction(), null);
    INDArray masked =
        loss.computeScoreArray(
            labels, output, Activation.IDENTITY.getActivationFunction(), rowMask());

    for (int r = 0; r < ROWS; r++) {
      assertThat(scores.getDouble(r)).isCloseTo(rows[r], within(1e-12));
      assertThat(masked.getDouble(r)).isCloseTo(rows[r] * rowMask().getDouble(r), within(1e-12));
    }
    double sum = scores.sumNumber().doubleValue();
    assertThat(
            loss.computeScore(
                labels, output, Activation.IDENTITY.getActivationFunction(), null, true))
        .isCloseTo(sum / ROWS, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"IDENTITY", "TANH", "SIGMOID"})
  void gradientAgreesWithFiniteDifferences(Activation activation) {
    for (double scale : new double[] {0.3, 1.5, 6}) {
      assertGradient(activation, scale, null);
      assertGradient(activation, scale, rowMask());
      assertGradient(activation, scale, valueMask());
    }
  }

  private void assertGradient(Activation activation, double scale, INDArray mask) {
    INDArray labels = random(3, scale);
    INDArray output = random(4, scale);
    INDArray untouched = output.dup();
    INDArray gradient =
        loss.computeGradient(labels, output, activation.getActivationFunction(), mask);

    assertThat(output).as("the output is not written to").isEqualTo(untouched);
    double step = 1e-6;
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        double value = output.getDouble(r, c);
        double above = score(activation, labels, output.dup().putScalar(r, c, value + step), mask);
        double below = score(activation, labels, output.dup().putScalar(r, c, value - step), mask);
        assertThat(gradient.getDouble(r, c))
            .as("%s at %d, %d", activation, r, c)
            .isCloseTo((above - below) / (2 * step), within(1e-6));
      }
    }
  }

  private double score(Activation activation, INDArray labels, INDArray output, INDArray mask) {
    return loss.computeScore(labels, output, activation.getActivationFunction(), mask, false);
  }

  @Test
  void gradientAndScoreComeTogether() {
    INDArray labels = random(5, 2);
    INDArray output = random(6, 2);
    var identity = Activation.IDENTITY.getActivationFunction();

    var both = loss.computeGradientAndScore(labels, output, identity, null, true);

    assertThat(both.getFirst()).isEqualTo(loss.computeScore(labels, output, identity, null, true));
    assertThat(both.getSecond()).isEqualTo(loss.computeGradient(labels, output, identity, null));
  }

  @Test
  void perfectOutputHasNeitherLossNorGradient() {
    INDArray labels = random(7, 2);
    var identity = Activation.IDENTITY.getActivationFunction();

    assertThat(loss.computeScore(labels, labels.dup(), identity, null, true)).isZero();
    assertThat(
            loss.computeGradient(labels, labels.dup(), identity, null).amaxNumber().doubleValue())
        .isZero();
  }
}
