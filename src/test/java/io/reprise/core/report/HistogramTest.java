package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.threshold.ErrorDistribution;
import io.reprise.core.threshold.ErrorSummary;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HistogramTest {

  private static final int LAST = Histogram.BINS - 1;

  @Property
  void everyValueFallsBetweenItsEdges(
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double top,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    Histogram histogram = Histogram.upTo(top);
    double value = share * top * 1.2;

    histogram.add(value);

    int bin = 0;
    while (histogram.counts()[bin] == 0) {
      bin++;
    }
    double rounding = 1e-9 * top;
    assertThat(value).isGreaterThanOrEqualTo(histogram.edges()[bin] - rounding);
    if (bin < LAST) {
      assertThat(value).isLessThanOrEqualTo(histogram.edges()[bin + 1] + rounding);
    }
  }

  @Example
  void edgesReachFromZeroToTheTop() {
    assertThat(Histogram.upTo(120).edges())
        .hasSize(Histogram.BINS + 1)
        .startsWith(0, 2, 4)
        .endsWith(118, 120);
  }

  @Example
  void whatLiesOutsideGoesToTheOuterBins() {
    Histogram histogram = Histogram.upTo(60);
    histogram.add(-5);
    histogram.add(60);
    histogram.add(1e300);
    histogram.add(Double.POSITIVE_INFINITY);

    assertThat(histogram.counts()[0]).isEqualTo(1);
    assertThat(histogram.counts()[LAST]).isEqualTo(3);
  }

  @Example
  void errorsOfNothingHaveBinsToo() {
    Histogram histogram = Histogram.upTo(0);
    histogram.add(0);

    assertThat(histogram.width()).isPositive();
    assertThat(histogram.counts()[0]).isEqualTo(1);
  }

  @Property
  void everyValueIsCountedOnce(
      @ForAll @Size(max = 50) List<@DoubleRange(min = 0, max = 3) Double> values) {
    Histogram histogram = Histogram.upTo(2);
    values.forEach(histogram::add);

    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(values.size());
  }

  @Property
  void validationErrorsKeepTheirCountAndPlace(@ForAll @IntRange(min = 1, max = 4000) int count) {
    ErrorDistribution distribution = new ErrorDistribution();
    for (int i = 0; i < count; i++) {
      distribution.add((float) i / count);
    }

    Histogram drawn = PageData.validation(ErrorSummary.of(distribution), Histogram.upTo(2));

    assertThat(Arrays.stream(drawn.counts()).sum()).isEqualTo(count);
    assertThat((double) Arrays.stream(drawn.counts(), 0, 15).sum() / count)
        .as("half of the errors lie below 0.5")
        .isCloseTo(0.5, within(0.01 + 1.0 / count));
    assertThat(Arrays.stream(drawn.counts(), 31, Histogram.BINS).sum()).as("above 1").isZero();
  }

  @Example
  void noValidationErrorsDrawNothing() {
    Histogram drawn =
        PageData.validation(ErrorSummary.of(new ErrorDistribution()), Histogram.upTo(2));

    assertThat(drawn.counts()).containsOnly(0);
  }
}
