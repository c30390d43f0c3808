package io.reprise.core.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PeriodEstimatorTest {

  private static PeriodEstimator of(List<Long> times) {
    PeriodEstimator estimator = new PeriodEstimator();
    times.forEach(estimator::add);
    return estimator;
  }

  @Example
  void fewerThanTwoTimesHaveNone() {
    assertThat(new PeriodEstimator().period()).isEmpty();
    assertThat(of(List.of(7L)).period()).isEmpty();
    assertThat(of(Collections.nCopies(5000, 7L)).period()).as("one time, often").isEmpty();
  }

  @Example
  void twoTimesHaveTheirDifference() {
    assertThat(of(List.of(10L, -20L)).period()).hasValue(30);
  }

  @Property(tries = 50)
  void gapsJitterRepetitionAndOrderDoNotMoveIt(
      @ForAll long seed, @ForAll @LongRange(min = 100, max = 1_000_000_000) long period) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    for (long cell = -1000; cell < 4000; cell++) {
      if (random.nextInt(10) != 0) {
        times.add(cell * period + random.nextLong(period / 50));
        times.add(times.get(random.nextInt(times.size())));
      }
    }
    Collections.shuffle(times, random);

    assertThat(of(times).period().orElseThrow()).isBetween(period * 49 / 50, period * 51 / 50);
  }

  @Property
  void isTheMedianOfTheDifferences(
      @ForAll @Size(min = 2, max = 300) List<@LongRange(min = -1000, max = 1000) Long> times) {
    long[] distinct = times.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    long[] differences =
        LongStream.range(1, distinct.length)
            .map(i -> distinct[(int) i] - distinct[(int) i - 1])
            .sorted()
            .toArray();

    if (differences.length == 0) {
      assertThat(of(times).period()).isEmpty();
    } else {
      assertThat(of(times).period()).hasValue(differences[differences.length / 2]);
    }
  }

  @Property(tries = 50)
  void onlyTheEarliestTimesCountHoweverTheyCome(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parts) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 6000; i++) {
      time += 1 + random.nextInt(i < 1023 ? 1000 : 3);
      times.add(time);
    }
    long expected = of(times.subList(0, 1024)).period().orElseThrow();
    Collections.shuffle(times, random);

    PeriodEstimator merged = new PeriodEstimator();
    int size = times.size() / parts;
    for (int part = 0; part < parts; part++) {
      int to = part == parts - 1 ? times.size() : (part + 1) * size;
      merged.merge(of(times.subList(part * size, to)));
    }

    assertThat(merged.period()).hasValue(expected);
  }
}
