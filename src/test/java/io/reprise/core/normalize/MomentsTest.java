package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MomentsTest {

  private static Moments of(List<Double> values) {
    Moments moments = new Moments();
    values.forEach(moments::add);
    return moments;
  }

  private static void assertSame(Moments actual, Moments expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.mean()).isEqualTo(expected.mean());
    assertThat(actual.squares()).isEqualTo(expected.squares());
    assertThat(actual.least()).isEqualTo(expected.least());
    assertThat(actual.greatest()).isEqualTo(expected.greatest());
  }

  @Example
  void nothingHasNoDeviation() {
    Moments none = new Moments();

    assertThat(none.count()).isZero();
    assertThat(none.deviation()).isZero();
    assertThat(none.merge(new Moments()).count()).isZero();
    assertThat(none.mean()).isZero();
  }

  @Example
  void oneValueIsItsOwnMean() {
    Moments one = of(List.of(-7.5));

    assertThat(one.mean()).isEqualTo(-7.5);
    assertThat(one.deviation()).isZero();
    assertThat(one.least()).isEqualTo(-7.5).isEqualTo(one.greatest());
  }

  @Property
  void constantsHaveNoDeviation(
      @ForAll @DoubleRange(min = -1e30, max = 1e30) double value,
      @ForAll @IntRange(min = 1, max = 1000) int times) {
    Moments moments = new Moments();
    for (int i = 0; i < times; i++) {
      moments.add(value);
    }

    assertThat(moments.deviation()).isZero();
    assertThat(moments.mean()).isEqualTo(value);
  }

  @Property
  void agreesWithTwoPasses(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();

    Moments moments = of(values);

    assertThat(moments.mean()).isCloseTo(mean, within(1e-9 * (1 + Math.abs(mean))));
    assertThat(moments.squares()).isCloseTo(squares, within(1e-9 * (1 + squares)));
    assertThat(moments.deviation())
        .isCloseTo(Math.sqrt(squares / values.size()), within(1e-9 * (1 + Math.sqrt(squares))));
  }

  @Property
  void partsMergeIntoTheWhole(
      @ForAll @Size(max = 50) List<@DoubleRange(min = -1e6, max = 1e6) Double> left,
      @ForAll @Size(max = 50) List<@DoubleRange(min = -1e6, max = 1e6) Double> right) {
    Moments whole = of(left);
    right.forEach(whole::add);

    Moments merged = of(left).merge(of(right));

    assertThat(merged.count()).isEqualTo(whole.count());
    assertThat(merged.mean()).isCloseTo(whole.mean(), within(1e-8));
    assertThat(merged.squares()).isCloseTo(whole.squares(), within(1e-9 * (1 + whole.squares())));
    assertThat(merged.least()).isEqualTo(whole.least());
    assertThat(merged.greatest()).isEqualTo(whole.greatest());
  }

  @Property
  void nothingChangesNothing(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -1e9, max = 1e9) Double> values) {
    assertSame(of(values).merge(new Moments()), of(values));
    assertSame(new Moments().merge(of(values)), of(values));
  }

  @Example
  void aHugeOffsetLeavesTheDeviationAlone() {
    Moments left = of(List.of(1e15 + 1, 1e15 + 2));
    Moments right = of(List.of(1e15 + 3, 1e15 + 4));

    assertThat(left.merge(right).deviation()).isCloseTo(Math.sqrt(1.25), within(1e-12));
  }

  @Example
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Moments(-1, 0, 0, 0, 0)).hasMessageContaining("count -1");
    assertThatThrownBy(() -> new Moments(1, 0, -1, 0, 0)).hasMessageContaining("squares -1.0");
  }
}
