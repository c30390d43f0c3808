package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventOverlapTest {

  private static EventOverlap.Counts counts(List<long[]> events, List<long[]> labelled) {
    EventOverlap overlap = new EventOverlap();
    events.forEach(event -> overlap.addEvent(event[0], event[1]));
    labelled.forEach(stretch -> overlap.addLabelled(stretch[0], stretch[1]));
    return overlap.counts();
  }

  @Test
  void nothing() {
    assertThat(counts(List.of(), List.of())).isEqualTo(EventOverlap.Counts.NONE);
  }

  @Test
  void touchingInOnePointIsEnough() {
    assertThat(counts(List.of(new long[] {5, 9}), List.of(new long[] {9, 12})))
        .isEqualTo(new EventOverlap.Counts(1, 1, 1, 0));
    assertThat(counts(List.of(new long[] {5, 8}), List.of(new long[] {9, 12})))
        .isEqualTo(new EventOverlap.Counts(1, 0, 1, 1));
  }

  @Test
  void severalEventsFindOneStretchOnce() {
    assertThat(
            counts(
                List.of(new long[] {1, 2}, new long[] {4, 4}, new long[] {20, 21}),
                List.of(new long[] {0, 10})))
        .isEqualTo(new EventOverlap.Counts(1, 1, 3, 1));
  }

  @Property
  void asEachPairCompared(
      @ForAll("stretches") List<long[]> events, @ForAll("stretches") List<long[]> labelled) {
    assertThat(counts(events, labelled))
        .isEqualTo(
            new EventOverlap.Counts(
                labelled.size(),
                overlapping(labelled, events),
                events.size(),
                events.size() - overlapping(events, labelled)));
  }

  private static long overlapping(List<long[]> some, List<long[]> others) {
    return some.stream()
        .filter(one -> others.stream().anyMatch(other -> one[0] <= other[1] && other[0] <= one[1]))
        .count();
  }

  @Provide
  Arbitrary<List<long[]>> stretches() {
    return Arbitraries.longs()
        .between(-20, 20)
        .tuple2()
        .map(pair -> new long[] {pair.get1(), pair.get1() + Math.abs(pair.get2()) / 4})
        .list()
        .ofMaxSize(12);
  }
}
