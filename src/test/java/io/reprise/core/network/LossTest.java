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
    assertThat(Loss.MSE.measure(-3)).isEqualTo(9);
    assertThat(Loss.MAE.measure(-3)).isEqualTo(3);
    assertThat(Loss.HUBER.measure(-3)).isEqualTo(2.5);
    assertThat(Loss.HUBER.measure(0.5)).isEqualTo(0.125);
    assertThat(Loss.HUBER.measure(1)).as("square and line meet").isEqualTo(0.5);
  }

  @Property
  void isSymmetricAndGrows(
      @ForAll Loss loss, @ForAll @DoubleRange(min = 0, max = 1e6) double difference) {
    assertThat(loss.measure(difference)).isEqualTo(loss.measure(-difference)).isNotNegative();
    assertThat(loss.measure(difference + 0.1)).isGreaterThan(loss.measure(difference));
    assertThat(loss.measure(0)).isZero();
    assertThat(loss.measure(Double.NaN)).isNaN();
  }

  @Property
  void huberHasNoStep(@ForAll @DoubleRange(min = -3, max = 3) double difference) {
    assertThat(Loss.HUBER.measure(difference + 1e-6))
        .isCloseTo(Loss.HUBER.measure(difference), within(2e-6));
  }
}
