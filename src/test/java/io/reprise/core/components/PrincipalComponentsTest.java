package io.reprise.core.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalComponentsTest {

  private static PrincipalComponents of(int steps, float[]... vectors) {
    Covariance covariance = new Covariance(vectors[0].length);
    Arrays.stream(vectors).forEach(covariance::add);
    return PrincipalComponents.of(covariance, steps);
  }

  private static float[] residuals(PrincipalComponents components, float... window) {
    float[] residuals = new float[window.length];
    components.residuals(window, 0, window.length / components.features(), residuals);
    return residuals;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 48, 16",
    "1, 5, 5",
    "1, 1, 1",
    "2, 48, 8",
    "3, 48, 6",
    "15, 48, 2",
    "16, 48, 1",
    "38, 48, 1",
    "512, 48, 1"
  })
  void fewFeaturesAreSeenOverSomePoints(int features, int length, int steps) {
    assertThat(PrincipalComponents.steps(features, length)).isEqualTo(steps);
  }

  @Test
  void whatLiesOffALineIsLeftOver() {
    PrincipalComponents line =
        of(1, new float[] {1, 1}, new float[] {2, 2}, new float[] {3, 3}, new float[] {6, 6});

    assertThat(line.count()).isEqualTo(1);
    assertThat(line.mean()).containsExactly(3, 3);
    assertThat(residuals(line, 9, 9)).containsExactly(new float[] {0, 0}, within(1e-6f));
    assertThat(residuals(line, 4, 2)).containsExactly(new float[] {1, -1}, within(1e-6f));
    assertThat(residuals(line, 5, 3)).containsExactly(new float[] {1, -1}, within(1e-6f));
  }

  /** The product of data and axes from a singular value decomposition of the data themselves. */
  @Test
  void leavesOverWhatASingularValueDecompositionDoes() {
    Random random = new Random(7);
    float[][] vectors = new float[40][8];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) ((8 - i) * random.nextGaussian() + (i > 0 ? vector[i - 1] / 2 : 0));
      }
    }
    PrincipalComponents components = of(1, vectors);
    double[] mean = new double[8];
    for (float[] vector : vectors) {
      Arrays.setAll(mean, i -> mean[i] + vector[i] / 40.0);
    }
    RealMatrix centered = new Array2DRowRealMatrix(40, 8);
    for (int row = 0; row < 40; row++) {
      for (int i = 0; i < 8; i++) {
        centered.setEntry(row, i, vectors[row][i] - mean[i]);
      }
    }
    RealMatrix axes =
        new SingularValueDecomposition(centered)
            .getV()
            .getSubMatrix(0, 7, 0, components.count() - 1);
    RealMatrix expected = centered.subtract(centered.multiply(axes).multiply(axes.transpose()));

    assertThat(components.count()).isEqualTo(5);
    for (int row = 0; row < 40; row++) {
      float[] residuals = residuals(components, vectors[row]);
      for (int i = 0; i < 8; i++) {
        assertThat((double) residuals[i]).isCloseTo(expected.getEntry(row, i), within(1e-4));
      }
    }
  }

  @Test
  void asFewAxesAreTakenAsExplainAlmostAll() {
    Random random = new Random(1);
    float[][] vectors = new float[500][4];
    for (float[] vector : vectors) {
      double first = 10 * random.nextGaussian();
      double second = 10 * random.nextGaussian();
      vector[0] = (float) (first + 0.1 * random.nextGaussian());
      vector[1] = (float) (second + 0.1 * random.nextGaussian());
      vector[2] = (float) (first + second + 0.1 * random.nextGaussian());
      vector[3] = (float) (first - second + 0.1 * random.nextGaussian());
    }
    assertThat(of(1, vectors).count()).isEqualTo(2);
  }

  /** A sine follows from its last points: a value that does not is left over. */
  @Test
  void aPointOfOneFeatureIsSeenWithThoseBeforeIt() {
    float[] sine = new float[200];
    for (int i = 0; i < sine.length; i++) {
      sine[i] = (float) Math.sin(0.5 * i);
    }
    float[][] vectors =
        IntStream.range(0, 150)
            .mapToObj(from -> Arrays.copyOfRange(sine, from, from + 16))
            .toArray(float[][]::new);
    PrincipalComponents components = of(16, vectors);
    float[] window = Arrays.copyOfRange(sine, 150, 190);
    assertThat(components.count()).isEqualTo(2);
    for (float residual : residuals(components, window)) {
      assertThat(residual).isCloseTo(0, within(1e-3f));
    }

    window[20] += 1;
    float[] residuals = residuals(components, window);
    assertThat(residuals[20]).isBetween(0.5f, 1f);
    assertThat(Math.abs(residuals[19])).as("it does not know of the next").isLessThan(1e-3f);

    window[20] -= 1;
    window[2] += 1;
    assertThat(residuals(components, window)[2]).as("among the first").isBetween(0.5f, 1f);
  }

  @Test
  void aWindowThatIsTooShortEndsInItsLastPoint() {
    PrincipalComponents components =
        of(3, new float[] {0, 0, 0}, new float[] {1, 1, 1}, new float[] {2, 2, 2});

    assertThat(residuals(components, 5)).containsExactly(new float[] {0}, within(1e-6f));
    assertThat(residuals(components, 0, 3))
        .as("as 0, 3, 3")
        .containsExactly(new float[] {-2, 1}, within(1e-6f));
  }

  @Test
  void windowsLieSomewhereInAnArray() {
    PrincipalComponents components = of(1, new float[] {0, 0}, new float[] {2, 2});
    float[] residuals = new float[4];

    components.residuals(new float[] {7, 7, 7, 7, 1, 3, 9}, 2, 2, residuals);

    assertThat(residuals).containsExactly(new float[] {0, 0, -1, 1}, within(1e-6f));
  }

  @Test
  void oneNumberIsComparedWithItsMean() {
    PrincipalComponents components = of(1, new float[] {1}, new float[] {3});

    assertThat(components.count()).isZero();
    assertThat(residuals(components, 2, 4)).containsExactly(0, 2);
  }

  @Test
  void equalVectorsHaveNoAxes() {
    PrincipalComponents one = of(1, new float[] {4, 5});
    assertThat(one.count()).isZero();
    assertThat(residuals(one, 4, 6)).containsExactly(0, 1);
    assertThat(of(1, new float[] {4, 5}, new float[] {4, 5}).count()).isZero();
  }

  @Test
  void aConstantFeatureBesideOthersIsLeftOverWholly() {
    PrincipalComponents components =
        of(1, new float[] {1, 5, 1}, new float[] {2, 5, 2}, new float[] {3, 5, 3});

    assertThat(residuals(components, 3, 7, 3))
        .containsExactly(new float[] {0, 2, 0}, within(1e-6f));
  }

  @Test
  void nothingLearnedLeavesEverythingOver() {
    assertThat(residuals(PrincipalComponents.of(new Covariance(2), 1), 3, -4))
        .containsExactly(3, -4);
    assertThat(PrincipalComponents.NONE.isNone()).isTrue();
    assertThat(PrincipalComponents.NONE.count()).isZero();
  }

  @Test
  void moreFeaturesThanPoints() {
    Random random = new Random(3);
    float[][] vectors = new float[3][30];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    PrincipalComponents components = of(1, vectors);

    assertThat(components.count()).as("three points span a plane").isEqualTo(2);
    for (float residual : residuals(components, vectors[1])) {
      assertThat(residual).isCloseTo(0, within(1e-5f));
    }
  }

  @Test
  void anAbsurdValueCountsAsOneFarAway() {
    PrincipalComponents components = of(1, new float[] {-1, 1}, new float[] {1, -1});

    assertThat(residuals(components, Float.MAX_VALUE, 0))
        .containsExactly(new float[] {10, 10}, within(1e-4f));
    assertThat(residuals(components, Float.NEGATIVE_INFINITY, 0))
        .containsExactly(new float[] {-10, -10}, within(1e-4f));
    assertThat(residuals(components, Float.NaN, 0)).containsOnly(Float.NaN);
  }

  @Test
  void featuresOfAnySizeHaveFiniteAxes() {
    PrincipalComponents components =
        of(
            1,
            new float[] {1e38f, 1e-38f, 1},
            new float[] {-1e38f, 3e-38f, 2},
            new float[] {5e37f, 2e-38f, 4});

    assertThat(components.count()).isEqualTo(1);
    assertThat(residuals(components, 1e38f, 1e-38f, 1)).doesNotContain(Float.NaN);
  }

  @Test
  void refusesWhatCannotBe() {
    float[] two = {1, 1};
    float[] none = {};
    assertRefused(0, two, two, none, "do not divide into 0 steps");
    assertRefused(3, two, two, none, "2 numbers do not divide into 3 steps");
    assertRefused(1, two, new float[] {1}, none, "2 means but 1 deviations");
    assertRefused(1, two, two, new float[] {1, 0, 0}, "hold 3 numbers, not a multiple of 2");
    assertRefused(1, none, none, two, "hold 2 numbers, not a multiple of 0");
    assertRefused(1, two, new float[] {1, 0}, none, "deviation 0.0, not a number above 0");
    assertRefused(1, two, new float[] {1, Float.NaN}, none, "deviation NaN");
    assertRefused(1, new float[] {1, Float.NaN}, two, none, "hold NaN");
    assertRefused(1, two, two, new float[] {1, Float.POSITIVE_INFINITY}, "hold Infinity");
  }

  private static void assertRefused(
      int steps, float[] mean, float[] deviations, float[] axes, String message) {
    assertThatThrownBy(() -> new PrincipalComponents(steps, mean, deviations, axes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
