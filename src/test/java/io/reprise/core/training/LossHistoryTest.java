package io.reprise.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class LossHistoryTest {

  private static LossHistory losses(Double... values) {
    return new LossHistory(List.of(values));
  }

  @Example
  void theBestEpochIsTheFirstOfTheLowest() {
    assertThat(losses().bestEpoch()).isZero();
    assertThat(losses(3.0).bestEpoch()).isEqualTo(1);
    assertThat(losses(3.0, 1.0, 2.0, 1.0).bestEpoch()).isEqualTo(2);
  }

  @Example
  void countsEpochsSinceTheLastImprovement() {
    assertThat(losses().sinceImprovement(0)).isZero();
    assertThat(losses(3.0).sinceImprovement(0)).isZero();
    assertThat(losses(3.0, 3.0, 4.0).sinceImprovement(0)).as("equal is no better").isEqualTo(2);
    assertThat(losses(3.0, 4.0, 2.9).sinceImprovement(0)).isZero();
    assertThat(losses(0.0, 0.0).sinceImprovement(0)).as("no better than perfect").isEqualTo(1);
  }

  @Example
  void smallStepsAreNoImprovement() {
    assertThat(losses(10.0, 9.5, 9.1).sinceImprovement(0.1)).isEqualTo(2);
    assertThat(losses(10.0, 9.5, 8.9).sinceImprovement(0.1)).as("against the best kept").isZero();
  }

  @Property
  void withoutALeastTheCountStartsAtTheBestEpoch(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 5) Double> values) {
    LossHistory losses = new LossHistory(values);
    assertThat(losses.sinceImprovement(0)).isEqualTo(values.size() - losses.bestEpoch());
  }
}
