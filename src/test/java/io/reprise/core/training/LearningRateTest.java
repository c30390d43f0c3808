package io.reprise.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;

class LearningRateTest {

  /** The rates of the epochs of which these are the losses, and of the one after. */
  private static List<Double> rates(LearningRate rate, Double... losses) {
    List<Double> rates = new ArrayList<>();
    for (int epochs = 0; epochs <= losses.length; epochs++) {
      rates.add(rate.next(new LossHistory(List.of(losses).subList(0, epochs))));
    }
    return rates;
  }

  @Example
  void constant() {
    assertThat(rates(new LearningRate.Constant(0.1), 1.0, 2.0)).containsExactly(0.1, 0.1, 0.1);
  }

  @Example
  void step() {
    assertThat(rates(new LearningRate.Step(8, 0.5, 2), 1.0, 1.0, 1.0, 1.0, 1.0))
        .containsExactly(8.0, 8.0, 4.0, 4.0, 2.0, 2.0);
    assertThat(rates(new LearningRate.Step(8, 0.5, 1), 1.0, 1.0)).containsExactly(8.0, 4.0, 2.0);
  }

  @Example
  void cosine() {
    List<Double> rates = rates(new LearningRate.Cosine(2, 4), 1.0, 1.0, 1.0, 1.0, 1.0);
    assertThat(rates.get(0)).isEqualTo(2);
    assertThat(rates.get(1)).isCloseTo(1 + Math.sqrt(0.5), within(1e-12));
    assertThat(rates.get(2)).isCloseTo(1, within(1e-12));
    assertThat(rates.get(3)).as("the last epoch still learns").isGreaterThan(0.2);
    assertThat(rates.get(4)).isZero();
    assertThat(rates.get(5)).isZero();
  }

  @Example
  void plateau() {
    LearningRate rate = new LearningRate.Plateau(8, 0.5, 2, 0);
    assertThat(rates(rate, 5.0, 4.0, 4.0, 4.5)).containsExactly(8.0, 8.0, 8.0, 8.0, 4.0);
    assertThat(rates(rate, 5.0, 5.0, 5.0, 5.0, 5.0))
        .as("it waits again after each cut")
        .containsExactly(8.0, 8.0, 8.0, 4.0, 4.0, 2.0);
    assertThat(rates(rate, 5.0, 5.0, 4.0, 4.0)).as("improved in time").containsOnly(8.0);
    assertThat(rates(new LearningRate.Plateau(8, 0.5, 1, 0.1), 10.0, 9.5))
        .as("too small a step")
        .containsExactly(8.0, 8.0, 4.0);
  }
}
