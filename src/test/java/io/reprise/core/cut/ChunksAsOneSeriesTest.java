package io.reprise.core.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Span;
import io.reprise.core.series.Windowing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A series cut into chunks says what the same series says in one piece. */
class ChunksAsOneSeriesTest {

  record Cut(
      long seed,
      long firstCell,
      int chunkPoints,
      DatePart part,
      int length,
      int stride,
      int maxGap,
      int spare) {

    RecordedSeries series() {
      return RecordedSeries.random(seed, firstCell, 150, 2);
    }

    Windowing windowing() {
      return new Windowing(length, stride, false);
    }

    List<Chunk> chunks(RecordedSeries series) {
      return series.chunks(chunkPoints, part, windowing().halo() + spare, maxGap);
    }

    /** From a fifth to four fifths of the series. */
    Span span(RecordedSeries series) {
      long first = series.points().get(0).time();
      long length = series.points().get(series.points().size() - 1).time() - first;
      return new Span(first + length / 5, first + 4 * length / 5);
    }
  }

  @Provide
  Arbitrary<Cut> cuts() {
    return Arbitraries.integers()
        .between(1, 14)
        .flatMap(
            length ->
                Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.longs().between(-200, 50),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(DatePart.class),
                        Arbitraries.integers().between(1, length),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 3))
                    .as(
                        (seed, first, points, part, stride, gap, spare) ->
                            new Cut(seed, first, points, part, length, stride, gap, spare)));
  }

  @Property
  void ownPointsAreThoseOfTheSeries(@ForAll("cuts") Cut cut) {
    RecordedSeries series = cut.series();
    Chunk whole = series.whole(cut.maxGap());
    int present = 0;

    for (Chunk chunk : cut.chunks(series)) {
      for (int i = chunk.before(); i < chunk.end(); i++) {
        assertSamePoint(chunk, i, whole);
        present += chunk.present(i) ? 1 : 0;
      }
      assertThat(chunk.present(chunk.before())).as("trimmed in front").isTrue();
      assertThat(chunk.present(chunk.end() - 1)).as("trimmed behind").isTrue();
    }

    assertThat(present).as("present points of all chunks").isEqualTo(presentPoints(whole));
  }

  @Property
  void halosShowWhatTheNeighboursHold(@ForAll("cuts") Cut cut) {
    RecordedSeries series = cut.series();
    Chunk whole = series.whole(cut.maxGap());

    for (Chunk chunk : cut.chunks(series)) {
      assertThat(chunk.before()).isEqualTo(cut.length() + cut.spare());
      assertThat(chunk.after()).isEqualTo(cut.length() + cut.spare());
      for (int i = 0; i < chunk.points(); i++) {
        assertSamePoint(chunk, i, whole);
      }
    }
  }

  @Property
  void everyWindowIsOwnedOnce(@ForAll("cuts") Cut cut) {
    RecordedSeries series = cut.series();
    Chunk whole = series.whole(cut.maxGap());
    List<Chunk> chunks = cut.chunks(series);

    for (Span span : List.of(Span.ALL, cut.span(series))) {
      List<Long> expected = windows(whole, span, cut.length(), cut.stride());
      assertThat(cells(whole, cut.windowing().owned(whole, span)))
          .as("in one piece, within %s", span)
          .isEqualTo(expected);
      List<Long> owned = new ArrayList<>();
      chunks.forEach(chunk -> owned.addAll(cells(chunk, cut.windowing().owned(chunk, span))));
      assertThat(owned).as("in chunks, within %s", span).isEqualTo(expected);
    }
  }

  @Property
  void aChunkKnowsEveryWindowThatCoversItsPoints(@ForAll("cuts") Cut cut) {
    RecordedSeries series = cut.series();
    Chunk whole = series.whole(cut.maxGap());

    for (Span span : List.of(Span.ALL, cut.span(series))) {
      List<Long> all = windows(whole, span, cut.length(), cut.stride());
      for (Chunk chunk : cut.chunks(series)) {
        long first = chunk.cell(chunk.before());
        long last = chunk.cell(chunk.end() - 1);
        assertThat(cells(chunk, cut.windowing().covering(chunk, span)))
            .as("windows over the cells %d to %d within %s", first, last, span)
            .isEqualTo(
                all.stream().filter(cell -> cell <= last && cell + cut.length() > first).toList());
      }
    }
  }

  @Property
  void everyPointOfALongEnoughSegmentIsCovered(@ForAll("cuts") Cut cut) {
    RecordedSeries series = cut.series();
    Chunk whole = series.whole(cut.maxGap());
    Span span = cut.span(series);
    BitSet covered = new BitSet();
    for (int start : cut.windowing().owned(whole, span)) {
      covered.set(start, start + cut.length());
    }

    int from = 0;
    for (int to = 0; to <= whole.points(); to++) {
      boolean inside = to < whole.points() && whole.present(to) && span.contains(whole.time(to));
      if (!inside) {
        assertThat(covered.get(from, to).cardinality())
            .as("covered points of the segment from %d to before %d", from, to)
            .isEqualTo(to - from >= cut.length() ? to - from : 0);
        from = to + 1;
      }
    }
  }

  private static void assertSamePoint(Chunk chunk, int index, Chunk whole) {
    long cell = chunk.cell(index);
    int there = Math.toIntExact(cell - whole.cell(0));
    boolean outside = there < 0 || there >= whole.points();
    assertThat(chunk.validity()[index])
        .as("validity of cell %d", cell)
        .isEqualTo(outside ? Chunk.MISSING : whole.validity()[there]);
    if (chunk.present(index)) {
      int features = chunk.features();
      assertThat(Arrays.copyOfRange(chunk.values(), index * features, (index + 1) * features))
          .as("values of cell %d", cell)
          .isEqualTo(Arrays.copyOfRange(whole.values(), there * features, (there + 1) * features));
      assertThat(chunk.labels()[index])
          .as("label of cell %d", cell)
          .isEqualTo(whole.labels()[there]);
      assertThat(chunk.time(index)).as("time of cell %d", cell).isEqualTo(whole.time(there));
    }
  }

  private static int presentPoints(Chunk whole) {
    int present = 0;
    for (int i = 0; i < whole.points(); i++) {
      present += whole.present(i) ? 1 : 0;
    }
    return present;
  }

  private static List<Long> cells(Chunk chunk, int[] starts) {
    return Arrays.stream(starts).mapToObj(chunk::cell).toList();
  }

  /** The rule of {@link Windowing}, asked of every cell by itself. */
  private static List<Long> windows(Chunk whole, Span span, int length, int stride) {
    List<Long> cells = new ArrayList<>();
    for (int start = 0; start + length <= whole.points(); start++) {
      boolean unbroken = true;
      for (int i = start; i < start + length; i++) {
        unbroken &= inside(whole, span, i);
      }
      boolean due =
          !inside(whole, span, start - 1)
              || !inside(whole, span, start + length)
              || Math.floorMod(whole.cell(start), (long) stride) == 0;
      if (unbroken && due) {
        cells.add(whole.cell(start));
      }
    }
    return cells;
  }

  private static boolean inside(Chunk whole, Span span, int index) {
    return index >= 0
        && index < whole.points()
        && whole.present(index)
        && span.contains(whole.time(index));
  }
}
