package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FeatureStatisticsTest {

  private static Scaler scaler(Method method, float... values) {
    FeatureStatistics statistics = new FeatureStatistics(method, 1);
    statistics.add(values, 0, values.length);
    return statistics.scaler();
  }

  private static void assertScaler(Scaler scaler, double center, double spread) {
    assertThat(scaler.center()[0]).as("center").isCloseTo((float) center, within(1e-6f));
    assertThat(scaler.spread()[0]).as("spread").isCloseTo((float) spread, within(1e-6f));
  }

  @Example
  void scalesByHand() {
    float[] values = {1, 2, 3, 4, 100};

    assertScaler(scaler(Method.STANDARD, values), 22, Math.sqrt(7610.0 / 5));
    assertScaler(scaler(Method.MIN_MAX, values), 1, 99);
    assertScaler(scaler(Method.ROBUST, values), 3, 2);
    assertScaler(scaler(Method.NONE, values), 0, 1);
  }

  @Property
  void aConstantIsMappedToZeroAndBack(
      @ForAll Method method,
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float value,
      @ForAll @IntRange(min = 1, max = 100) int times) {
    float[] values = new float[times];
    Arrays.fill(values, value);

    Scaler scaler = scaler(method, values);

    assertThat(scaler.spread()[0]).isEqualTo(1);
    assertThat(scaler.scaled(0, value)).isEqualTo(method == Method.NONE ? value : 0);
    assertThat(scaler.restored(0, scaler.scaled(0, value))).isEqualTo(value);
  }

  @Example
  void noiseInTheLastBitsOfAHugeOffsetIsNotBlownUp() {
    float offset = 1e8f;
    float next = Math.nextUp(offset);

    for (Method method : Method.values()) {
      assertThat(scaler(method, offset, next, offset, next).spread()[0])
          .as("%s", method)
          .isEqualTo(1);
    }
  }

  @Example
  void aHugeOffsetLeavesTheSpreadAlone() {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1_000_000 + 100 * (i % 2);
    }

    Scaler scaler = scaler(Method.STANDARD, values);

    assertScaler(scaler, 1_000_050, 50);
    assertThat(scaler.scaled(0, 1_000_100)).isEqualTo(1);
  }

  @Example
  void theWholeRangeOfFloatsHasASpread() {
    for (Method method : Method.values()) {
      Scaler scaler =
          scaler(method, -Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE);

      assertThat(scaler.spread()[0]).as("%s", method).isFinite().isPositive();
    }
  }

  @Example
  void featuresAreKeptApartAndOthersPointsLeftOut() {
    FeatureStatistics statistics = new FeatureStatistics(Method.STANDARD, 2);
    statistics.add(new float[] {900, 900, 1, 10, 3, 30, 900, 900}, 1, 2);

    assertThat(statistics.count()).isEqualTo(2);
    assertThat(statistics.scaler().center()).containsExactly(2, 20);
    assertThat(statistics.scaler().spread()).containsExactly(1, 10);
  }

  @Property
  void partsMergeIntoTheWhole(
      @ForAll Method method,
      @ForAll @Size(min = 2, max = 60) List<@FloatRange(min = -1e3f, max = 1e3f) Float> list,
      @ForAll @IntRange(min = 0, max = 30) int cut) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    int points = values.length / 2;
    int left = Math.min(cut, points);
    FeatureStatistics whole = new FeatureStatistics(method, 2);
    whole.add(values, 0, points);
    FeatureStatistics front = new FeatureStatistics(method, 2);
    front.add(values, 0, left);
    FeatureStatistics back = new FeatureStatistics(method, 2);
    back.add(values, left, points - left);

    Scaler merged = front.merge(back).scaler();

    for (int f = 0; f < 2; f++) {
      assertThat(merged.center()[f]).isCloseTo(whole.scaler().center()[f], within(1e-2f));
      assertThat(merged.spread()[f]).isCloseTo(whole.scaler().spread()[f], within(1e-2f));
    }
  }
}
