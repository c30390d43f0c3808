package io.reprise.core.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CovarianceTest {

  private static float[][] random(long seed, int rows, int numbers) {
    Random random = new Random(seed);
    float[][] vectors = new float[rows][numbers];
    for (float[] vector : vectors) {
      double common = random.nextGaussian();
      for (int i = 0; i < numbers; i++) {
        vector[i] = (float) (1000 * i + common + 0.5 * random.nextGaussian());
      }
    }
    return vectors;
  }

  private static Covariance of(float[][] vectors, int from, int to, int numbers) {
    Covariance covariance = new Covariance(numbers);
    for (int row = from; row < to; row++) {
      covariance.add(vectors[row]);
    }
    return covariance;
  }

  /** In two passes. */
  private static double naive(float[][] vectors, int i, int j) {
    double meanOfI = 0;
    double meanOfJ = 0;
    for (float[] vector : vectors) {
      meanOfI += (double) vector[i] / vectors.length;
      meanOfJ += (double) vector[j] / vectors.length;
    }
    double sum = 0;
    for (float[] vector : vectors) {
      sum += (vector[i] - meanOfI) * (vector[j] - meanOfJ);
    }
    return sum / vectors.length;
  }

  @Property(tries = 100)
  void isThatOfTwoPassesHoweverTheVectorsAreSplit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 6) int numbers,
      @ForAll @IntRange(min = 0, max = 60) int cut) {
    float[][] vectors = random(seed, rows, numbers);
    int middle = Math.min(cut, rows);

    Covariance covariance =
        of(vectors, 0, middle, numbers).merge(of(vectors, middle, rows, numbers));

    assertThat(covariance.count()).isEqualTo(rows);
    for (int i = 0; i < numbers; i++) {
      for (int j = 0; j < numbers; j++) {
        assertThat(covariance.matrix()[i][j])
            .isEqualTo(covariance.matrix()[j][i])
            .isCloseTo(naive(vectors, i, j), within(1e-6));
      }
    }
  }

  @Example
  void aVectorWithANumberThatIsNotFiniteIsLeftOut() {
    Covariance covariance = new Covariance(2);
    covariance.add(new float[] {1, 2});
    covariance.add(new float[] {Float.NaN, 5});
    covariance.add(new float[] {7, Float.POSITIVE_INFINITY});

    assertThat(covariance.count()).isEqualTo(1);
    assertThat(covariance.mean()).containsExactly(1, 2);
    assertThat(covariance.matrix()).isDeepEqualTo(new double[2][2]);
  }

  @Example
  void nothingHasNoVarianceAndChangesNothing() {
    Covariance nothing = new Covariance(2);
    assertThat(nothing.matrix()).isDeepEqualTo(new double[2][2]);

    Covariance merged = of(random(1, 5, 2), 0, 5, 2);
    double[][] before = merged.matrix();
    assertThat(merged.merge(nothing).matrix()).isDeepEqualTo(before);
    assertThat(nothing.merge(merged).matrix()).isDeepEqualTo(before);
  }

  @Example
  void theGreatestFloatsDoNotOverflow() {
    Covariance covariance = new Covariance(1);
    covariance.add(new float[] {Float.MAX_VALUE});
    covariance.add(new float[] {-Float.MAX_VALUE});

    assertThat(covariance.matrix()[0][0]).isFinite().isGreaterThan(1e76);
  }

  @Example
  void itsSizeIsBounded() {
    assertThatThrownBy(() -> new Covariance(513)).hasMessageContaining("of 513 numbers");
    assertThatThrownBy(() -> new Covariance(0)).hasMessageContaining("of 0 numbers");
  }
}
