package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static float[] normal(long seed, int count, double mean) {
    Random random = new Random(seed);
    float[] errors = new float[count];
    for (int i = 0; i < count; i++) {
      errors[i] = (float) (mean + random.nextGaussian());
    }
    return errors;
  }

  @Test
  void theSameErrorsHaveNotMoved() {
    Drift drift = Drift.between(Errors.summary(1, 2, 3), Errors.summary(1, 2, 3));

    assertThat(drift.distance()).isZero();
    assertThat(drift.chance()).isEqualTo(1);
    assertThat(drift.notable()).isFalse();
  }

  @Test
  void isTheGreatestDistanceOfTheTwoDistributions() {
    // Above 4 lie 0 of 4 and 3 of 5.
    Drift drift = Drift.between(Errors.summary(1, 2, 3, 4), Errors.summary(3, 4, 5, 6, 7));

    assertThat(drift.distance()).isCloseTo(0.6, within(1e-12));
  }

  /** Against scipy.stats.kstwobign.sf. */
  @Test
  void chancesFollowKolmogorov() {
    assertThat(Drift.chance(0)).isEqualTo(1);
    assertThat(Drift.chance(0.5)).isCloseTo(0.9639452436648751, within(1e-12));
    assertThat(Drift.chance(0.99)).isCloseTo(0.2808738392255489, within(1e-12));
    assertThat(Drift.chance(1)).isCloseTo(0.26999967167735456, within(1e-12));
    assertThat(Drift.chance(1.3581)).isCloseTo(0.0499996304316674, within(1e-12));
    assertThat(Drift.chance(3)).isCloseTo(3.045995948942526e-08, within(1e-14));
  }

  @Test
  void seesWhatMoved() {
    ErrorSummary validation = Errors.summary(normal(1, 20_000, 0));

    assertThat(Drift.between(validation, Errors.summary(normal(2, 30_000, 0))).notable()).isFalse();
    Drift shifted = Drift.between(validation, Errors.summary(normal(3, 30_000, 0.7)));
    assertThat(shifted.distance()).as("2 Φ(0.35) − 1").isCloseTo(0.2737, within(0.02));
    assertThat(shifted.notable()).isTrue();
  }

  @Test
  void doesNotCallTheSignificantNotable() {
    Drift slight =
        Drift.between(
            Errors.summary(normal(1, 20_000, 0)), Errors.summary(normal(2, 20_000, 0.15)));

    assertThat(slight.chance()).isLessThan(1e-6);
    assertThat(slight.notable()).as("distance %s", slight.distance()).isFalse();
  }

  @Test
  void fewErrorsProveNothing() {
    assertThat(Drift.between(Errors.summary(1, 2), Errors.summary(8, 9, 10)).notable()).isFalse();
  }
}
