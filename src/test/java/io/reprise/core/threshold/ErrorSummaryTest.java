package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ErrorSummaryTest {

  @Example
  void nothingLiesAboveAnything() {
    ErrorSummary none = Errors.summary();

    assertThat(none.quantiles()).isEmpty();
    assertThat(none.fractionAbove(-1)).isZero();
  }

  @Example
  void pointsThatNoWindowCoveredAreLeftOut() {
    ErrorSummary summary = Errors.summary(Float.NaN, 2, Float.NaN);

    assertThat(summary.moments().count()).isEqualTo(1);
    assertThat(summary.quantiles()).hasSize(ErrorSummary.RANKS).containsOnly(2);
  }

  @Example
  void equalErrorsLieAllAboveOrAllNot() {
    ErrorSummary equal = Errors.summary(0.1f, 0.1f, 0.1f);

    assertThat(equal.fractionAbove(0.1f)).isZero();
    assertThat(equal.fractionAbove(0.1)).as("0.1 is less than the float next to it").isOne();
    assertThat(equal.fractionAbove(Math.nextDown(0.1f))).isOne();
    assertThat(equal.fractionAbove(Double.POSITIVE_INFINITY)).isZero();
    assertThat(equal.fractionAbove(Double.NEGATIVE_INFINITY)).isOne();
  }

  @Property
  void countsExactlyWhatIsKeptWhole(
      @ForAll @Size(min = 1, max = 30) List<@FloatRange(min = 0, max = 2) Float> errors,
      @ForAll @DoubleRange(min = 0, max = 2) double value) {
    float[] all = new float[errors.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = errors.get(i);
    }
    ErrorSummary summary = Errors.summary(all);

    assertThat(summary.countAbove(value)).isEqualTo(above(all, value));
    assertThat(summary.countAbove(all[0])).isEqualTo(above(all, all[0]));
  }

  @Property(tries = 50)
  void followsTheErrorsToTheResolutionOfTheRanksAndExactlyInTheTail(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30_000) int size) {
    Random random = new Random(seed);
    float[] errors = new float[size];
    for (int i = 0; i < size; i++) {
      errors[i] = random.nextFloat();
    }
    ErrorSummary summary = Errors.summary(errors);
    float[] sorted = errors.clone();
    Arrays.sort(sorted);

    for (float value : new float[] {0, 0.1f, 0.5f, 0.9f, 0.999f, 1}) {
      double exact = (double) above(errors, value) / size;
      assertThat(summary.fractionAbove(value)).as("above %s", value).isCloseTo(exact, within(0.01));
      if (above(errors, value) < Tail.CAPACITY) {
        assertThat(summary.countAbove(value)).isEqualTo(above(errors, value));
      }
    }
    for (double fraction : new double[] {0, 0.3, 0.5, 0.9, 0.99, 1}) {
      int rank = Math.max(1, (int) Math.ceil(fraction * size - 1e-6));
      double value = summary.quantile(fraction);
      assertThat((double) above(errors, value) / size)
          .as("above quantile %s", fraction)
          .isCloseTo(1 - (double) rank / size, within(0.01));
      if (size - rank < Tail.CAPACITY) {
        assertThat(value).isEqualTo(sorted[rank - 1]);
      }
    }
  }

  private static long above(float[] errors, double value) {
    long above = 0;
    for (float error : errors) {
      above += error > value ? 1 : 0;
    }
    return above;
  }

  @Property(tries = 50)
  void partsMergeIntoTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    ErrorDistribution whole = new ErrorDistribution();
    ErrorDistribution left = new ErrorDistribution();
    ErrorDistribution right = new ErrorDistribution();
    for (int i = 0; i < 2000; i++) {
      float error = random.nextFloat();
      whole.add(error);
      (random.nextBoolean() ? left : right).add(error);
    }

    ErrorSummary merged = ErrorSummary.of(left.merge(right));

    assertThat(merged.tail()).isEqualTo(ErrorSummary.of(whole).tail()).hasSize(2000);
    assertThat(merged.quantiles()).isEqualTo(ErrorSummary.of(whole).quantiles());
    assertThat(merged.moments().mean()).isCloseTo(whole.moments().mean(), within(1e-12));
  }
}
