package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class QuantileSketchTest {

  private static final int MILLION = 1_000_000;

  /** Less than 0.0003 was measured; where buffers do not take turns, ranks are further off. */
  private static final Offset<Double> RANKS_OFF = Offset.offset(0.0005);

  private static float[] random(long seed, int size) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static QuantileSketch of(float[] values, int from, int to) {
    QuantileSketch sketch = new QuantileSketch();
    for (int i = from; i < to; i++) {
      sketch.add(values[i]);
    }
    return sketch;
  }

  private static float exact(float[] sorted, double fraction) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))];
  }

  @Example
  void nothingHasNoQuantiles() {
    QuantileSketch none = new QuantileSketch();

    assertThatThrownBy(() -> none.quantile(0.5)).hasMessageContaining("empty sketch");
    assertThat(none.fractionAbove(0)).isZero();
    assertThat(none.merge(new QuantileSketch()).count()).isZero();
  }

  @Example
  void oneValueIsEveryQuantile() {
    QuantileSketch one = of(new float[] {-3}, 0, 1);

    assertThat(one.quantiles(0, 0.5, 1)).containsExactly(-3, -3, -3);
    assertThat(one.fractionAbove(-3)).isZero();
    assertThat(one.fractionAbove(-4)).isOne();
  }

  @Property
  void isExactUpToItsCapacity(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = QuantileSketch.CAPACITY) int size,
      @ForAll @DoubleRange(min = 0, max = 1) double cut,
      @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
    assertExact(random(seed, size), (int) (cut * size), fraction);
  }

  @Example
  void isExactAtItsCapacity() {
    assertExact(random(7, QuantileSketch.CAPACITY), 0, 0.5);
    assertExact(random(7, QuantileSketch.CAPACITY), QuantileSketch.CAPACITY / 3, 0.25);
  }

  private static void assertExact(float[] values, int cut, double fraction) {
    QuantileSketch whole = of(values, 0, values.length);
    QuantileSketch merged = of(values, 0, cut).merge(of(values, cut, values.length));
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float expected = exact(sorted, fraction);
    long above = 0;
    for (float value : sorted) {
      above += value > expected ? 1 : 0;
    }

    for (QuantileSketch sketch : new QuantileSketch[] {whole, merged}) {
      assertThat(sketch.count()).isEqualTo(values.length);
      assertThat(sketch.quantiles(0, fraction, 1))
          .containsExactly(sorted[0], expected, sorted[sorted.length - 1]);
      assertThat(sketch.fractionAbove(expected))
          .isCloseTo((double) above / values.length, Offset.offset(1e-12));
    }
  }

  @Example
  void aMillionRandomValues() {
    float[] values = random(11, MILLION);

    assertRanks(of(values, 0, MILLION), values);
  }

  @Example
  void aMillionSortedValues() {
    assertOrdered(i -> i);
    assertOrdered(i -> MILLION - i);
    assertOrdered(i -> i % 2 == 0 ? i : MILLION - i);
  }

  private static void assertOrdered(IntToDoubleFunction order) {
    float[] values = new float[MILLION];
    for (int i = 0; i < MILLION; i++) {
      values[i] = (float) order.applyAsDouble(i);
    }
    assertRanks(of(values, 0, MILLION), values);
  }

  @Example
  void aMillionValuesInManyParts() {
    float[] values = random(13, MILLION);
    Random random = new Random(17);
    QuantileSketch merged = new QuantileSketch();
    for (int from = 0; from < MILLION; ) {
      int to = Math.min(MILLION, from + 1 + random.nextInt(20_000));
      merged.merge(of(values, from, to));
      from = to;
    }

    assertRanks(merged, values);
  }

  @Example
  void aMillionEqualValues() {
    float[] values = new float[MILLION];
    Arrays.fill(values, 2.5f);
    QuantileSketch sketch = of(values, 0, MILLION);

    assertThat(sketch.quantiles(0, 0.5, 1)).containsExactly(2.5f, 2.5f, 2.5f);
    assertThat(sketch.fractionAbove(2.5)).isZero();
    assertThat(sketch.fractionAbove(2.4)).isOne();
  }

  private static void assertRanks(QuantileSketch sketch, float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    assertThat(sketch.count()).isEqualTo(values.length);
    for (double fraction = 0; fraction <= 1; fraction += 1.0 / 128) {
      float found = sketch.quantile(fraction);
      int rank = Math.abs(Arrays.binarySearch(sorted, found));
      assertThat((double) rank / values.length)
          .as("rank of the value at %s", fraction)
          .isCloseTo(fraction, RANKS_OFF);
      assertThat(sketch.fractionAbove(exact(sorted, fraction)))
          .as("fraction above the value at %s", fraction)
          .isCloseTo(1 - fraction, RANKS_OFF);
    }
  }

  @Example
  void isFreeOfChance() {
    float[] values = random(19, 100_000);

    assertThat(of(values, 0, 100_000).quantiles(0.1, 0.5, 0.999))
        .isEqualTo(of(values, 0, 100_000).quantiles(0.1, 0.5, 0.999));
  }
}
