package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.LabelIntervals.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelIntervalsTest {

  @Test
  void noneHoldsNothing() {
    assertThat(new LabelIntervals(List.of()).hold("a", 0)).isFalse();
  }

  @Test
  void aStartBelongsAndAnEndDoesNot() {
    LabelIntervals intervals = new LabelIntervals(List.of(new Interval("a", 10, 20)));
    assertThat(intervals.hold("a", 9)).isFalse();
    assertThat(intervals.hold("a", 10)).isTrue();
    assertThat(intervals.hold("a", 19)).isTrue();
    assertThat(intervals.hold("a", 20)).isFalse();
    assertThat(intervals.hold("b", 15)).isFalse();
  }

  @Test
  void withoutASeriesAnIntervalHoldsForAll() {
    LabelIntervals intervals =
        new LabelIntervals(List.of(new Interval(null, 10, 20), new Interval("a", 30, 40)));
    assertThat(intervals.hold("b", 15)).isTrue();
    assertThat(intervals.hold("a", 15)).isTrue();
    assertThat(intervals.hold("b", 35)).isFalse();
  }

  @Test
  void overlappingNestedAndTouchingIntervalsHoldAsEachWould() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      List<Interval> all = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int start = random.nextInt(60) - 30;
        String series = random.nextInt(3) == 0 ? null : random.nextBoolean() ? "a" : "b";
        all.add(new Interval(series, start, start + 1 + random.nextInt(15)));
      }
      LabelIntervals intervals = new LabelIntervals(all);
      for (int time = -40; time < 60; time++) {
        long instant = time;
        boolean wanted =
            all.stream()
                .filter(each -> each.series() == null || each.series().equals("a"))
                .anyMatch(each -> each.start() <= instant && instant < each.end());
        assertThat(intervals.hold("a", time)).as("%d in %s", time, all).isEqualTo(wanted);
      }
    }
  }

  @Test
  void anIntervalEndsAfterItStarts() {
    assertThatThrownBy(() -> new Interval("a", 5, 5)).isInstanceOf(IllegalArgumentException.class);
  }
}
