package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.normalize.Moments;
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

  private static ErrorSummary of(float... errors) {
    ErrorDistribution distribution = new ErrorDistribution();
    for (float error : errors) {
      distribution.add(error);
    }
    return ErrorSummary.of(distribution);
  }

  @Example
  void nothingLiesAboveAnything() {
    ErrorSummary none = of();

    assertThat(none.quantiles()).isEmpty();
    assertThat(none.fractionAbove(-1)).isZero();
  }

  @Example
  void pointsThatNoWindowCoveredAreLeftOut() {
    ErrorSummary summary = of(Float.NaN, 2, Float.NaN);

    assertThat(summary.moments().count()).isEqualTo(1);
    assertThat(summary.quantiles()).hasSize(ErrorSummary.RANKS).containsOnly(2);
  }

  @Example
  void equalErrorsLieAllAboveOrAllNot() {
    ErrorSummary equal = of(0.1f, 0.1f, 0.1f);

    assertThat(equal.fractionAbove(0.1f)).isZero();
    assertThat(equal.fractionAbove(0.1)).as("0.1 is less than the float next to it").isOne();
    assertThat(equal.fractionAbove(Math.nextDown(0.1f))).isOne();
    assertThat(equal.fractionAbove(Double.POSITIVE_INFINITY)).isZero();
    assertThat(equal.fractionAbove(Double.NEGATIVE_INFINITY)).isOne();
  }

  @Property
  void whatLiesAboveIsWhatAThresholdFlags(
      @ForAll @Size(min = 1, max = 30) List<@FloatRange(min = 0, max = 2) Float> errors,
      @ForAll @DoubleRange(min = 0, max = 2) double value) {
    float[] sorted = new float[errors.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = errors.get(i);
    }
    Arrays.sort(sorted);
    Threshold threshold = new Threshold("fixed", 1, value, 0, 0, 0);
    int flagged = 0;
    for (float error : sorted) {
      flagged += threshold.flags(error) ? 1 : 0;
    }

    assertThat(new ErrorSummary(new Moments(), sorted).fractionAbove(value))
        .isEqualTo((double) flagged / sorted.length);
  }

  @Property(tries = 50)
  void followsTheErrorsToTheResolutionOfTheRanks(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int size) {
    Random random = new Random(seed);
    float[] errors = new float[size];
    for (int i = 0; i < size; i++) {
      errors[i] = random.nextFloat();
    }
    ErrorSummary summary = of(errors);

    for (float value : new float[] {0, 0.1f, 0.5f, 0.9f, 1}) {
      int above = 0;
      for (float error : errors) {
        above += error > value ? 1 : 0;
      }
      assertThat(summary.fractionAbove(value))
          .as("above %s", value)
          .isCloseTo((double) above / size, within(0.002));
    }
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

    assertThat(merged.quantiles()).isEqualTo(ErrorSummary.of(whole).quantiles());
    assertThat(merged.moments().mean()).isCloseTo(whole.moments().mean(), within(1e-12));
  }
}
