package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class LossTest {

  @Example
  void byHand() {
    assertThat(Loss.MSE.of(-3)).isEqualTo(9);
    assertThat(Loss.MAE.of(-3)).isEqualTo(3);
    assertThat(Loss.HUBER.of(-3)).isEqualTo(2.5);
    assertThat(Loss.HUBER.of(0.5)).isEqualTo(0.125);
    assertThat(Loss.HUBER.of(1)).as("square and line meet").isEqualTo(0.5);
  }

  @Property
  void isSymmetricAndGrows(
      @ForAll Loss loss, @ForAll @DoubleRange(min = 0, max = 1e6) double difference) {
    assertThat(loss.of(difference)).isEqualTo(loss.of(-difference)).isNotNegative();
    assertThat(loss.of(difference + 0.1)).isGreaterThan(loss.of(difference));
    assertThat(loss.of(0)).isZero();
    assertThat(loss.of(Double.NaN)).isNaN();
  }

  @Property
  void huberHasNoStep(@ForAll @DoubleRange(min = -3, max = 3) double difference) {
    assertThat(Loss.HUBER.of(difference + 1e-6)).isCloseTo(Loss.HUBER.of(difference), within(2e-6));
  }
}
