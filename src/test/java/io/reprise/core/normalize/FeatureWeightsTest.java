package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeatureWeightsTest {

  private static MeanErrors errors(int points, float... each) {
    MeanErrors errors = new MeanErrors(each.length);
    for (int point = 0; point < points; point++) {
      errors.add(each);
    }
    return errors;
  }

  @Test
  void theMeanErrorOfEveryFeatureBecomesOne() {
    FeatureWeights weights = FeatureWeights.of(errors(10, 0.5f, 4, 2));
    assertThat(weights.all()).containsExactly(2f, 0.25f, 0.5f);
    assertThat(weights.of(null, 3)).isSameAs(weights.all());
  }

  @Test
  void aSeriesWithFewPointsTakesTheWeightsOfAll() {
    MeanErrors all = errors(1000, 1, 1);
    float[] few = FeatureWeights.ofSeries(errors(1, 9, 1), all);
    float[] many = FeatureWeights.ofSeries(errors(1_000_000, 9, 1), all);
    assertThat(few[0]).isCloseTo(1, within(0.05f));
    assertThat(many[0]).isCloseTo(1 / 9f, within(0.001f));
    assertThat(many[1]).isEqualTo(1);
    assertThat(FeatureWeights.of(all).of(many, 2)).isSameAs(many);
  }

  @Test
  void aFeatureThatIsReplayedPerfectlyCountsAHundredTimesTheMedianAtMost() {
    float[] weights = FeatureWeights.of(errors(10, 0, 1, 1)).all();
    assertThat(weights).containsExactly(100f, 1f, 1f);
    assertThat(FeatureWeights.of(errors(10, 0, 0)).all()).satisfies(FeatureWeightsTest::areFinite);
  }

  private static void areFinite(float... weights) {
    for (float weight : weights) {
      assertThat(weight).isPositive().isFinite();
    }
  }

  @Test
  void withoutAPointEveryFeatureCountsAsItIs() {
    MeanErrors none = new MeanErrors(2);
    none.add(new float[] {Float.NaN, 1});
    none.add(new float[] {Float.POSITIVE_INFINITY, 1});
    assertThat(none.count()).isZero();
    FeatureWeights weights = FeatureWeights.of(none);
    assertThat(weights.isNone()).isTrue();
    assertThat(weights.of(null, 2)).containsExactly(1f, 1f);
    weights.requireFeatures(7);
  }

  @Test
  void weightsThatHideErrorsAreRefused() {
    for (float bad : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      FeatureWeights weights = new FeatureWeights(new float[] {1, bad});
      assertThatThrownBy(() -> weights.requireFeatures(2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a number above 0");
    }
    assertThatThrownBy(() -> new FeatureWeights(new float[] {1}).requireFeatures(2))
        .hasMessageContaining("weights are 1 where it has 2 features");
  }

  @Test
  void aGreatErrorCountsItsLogarithmAndIsStillGreaterThanASmallerOne() {
    FeatureWeights weights = new FeatureWeights(new float[] {1});
    assertThat(weights.limited(99, 100)).isEqualTo(99);
    assertThat(weights.limited(100, 100)).isEqualTo(100);
    assertThat(weights.limited(100.1f, 100)).isCloseTo(100.1f, within(0.01f));
    assertThat(weights.limited(1e6f, 100)).isBetween(1000f, 1100f);
    assertThat(weights.limited(Float.POSITIVE_INFINITY, 9)).isInfinite();
    assertThat(weights.limited(Float.NaN, 9)).isNaN();
    assertThat(FeatureWeights.NONE.limited(1e6f, 9)).isEqualTo(1e6f);
  }

  @Test
  void theMoreAreAveragedTheSoonerTheirMeanIsGreat() {
    assertThat(FeatureWeights.great(1)).isEqualTo(100);
    assertThat(FeatureWeights.great(5)).isEqualTo(20);
    assertThat(FeatureWeights.great(65)).isEqualTo(9);
  }

  @Test
  void aWeightedErrorHasABound() {
    FeatureWeights weights = new FeatureWeights(new float[] {1});
    assertThat(weights.weighted(3, 2)).isEqualTo(6);
    assertThat(weights.weighted(Float.POSITIVE_INFINITY, 2)).isEqualTo(1e9f);
    assertThat(weights.weighted(Float.NaN, 2)).isNaN();
    assertThat(FeatureWeights.NONE.weighted(Float.MAX_VALUE, 1)).isEqualTo(Float.MAX_VALUE);
  }

  @Test
  void errorsAreGatheredInAnyOrder() {
    MeanErrors left = errors(3, 1, 2);
    left.merge(errors(1, 5, 6));
    assertThat(left.count()).isEqualTo(4);
    assertThat(left.means()).containsExactly(2, 3);
  }
}
