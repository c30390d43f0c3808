package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WindowingTest {

  private static final Windowing SERIES = new Windowing(4, 3, false);
  private static final Windowing SEQUENCES = new Windowing(4, 3, true);

  /** A chunk without a halo; {@code x} is a point, anything else a gap. */
  private static Chunk chunk(String points) {
    byte[] validity = new byte[points.length()];
    for (int i = 0; i < validity.length; i++) {
      validity[i] = points.charAt(i) == 'x' ? Chunk.MEASURED : Chunk.MISSING;
    }
    return new Chunk(
        "pump", 0, 10, 0, points.length(), 0, 1, new float[points.length()], validity, null);
  }

  private static Chunk sequence(int points) {
    return Chunk.sequence("beat", 0, 0, 1, new float[points], null);
  }

  @Example
  void aSegmentHasAWindowAtItsStartAtItsEndAndAtEveryStride() {
    assertThat(SERIES.owned(chunk("xxxxxxxxxxx"), Span.ALL)).containsExactly(0, 3, 6, 7);
    assertThat(SERIES.owned(chunk(".xxxxxxxxx."), Span.ALL)).containsExactly(1, 3, 6);
  }

  @Example
  void shortSegmentsHaveNone() {
    assertThat(SERIES.owned(chunk("xxx"), Span.ALL)).isEmpty();
    assertThat(SERIES.owned(chunk("xxx.xxx.xxx"), Span.ALL)).isEmpty();
    assertThat(SERIES.owned(chunk("..........."), Span.ALL)).isEmpty();
  }

  @Example
  void aSegmentAsLongAsAWindowHasOne() {
    assertThat(SERIES.owned(chunk("xxxx"), Span.ALL)).containsExactly(0);
    assertThat(SERIES.owned(chunk(".xxxx."), Span.ALL)).containsExactly(1);
  }

  @Example
  void aSpanCutsAsAGapDoes() {
    Chunk chunk = chunk("xxxxxxxxxxx");

    assertThat(SERIES.owned(chunk, new Span(10, 100)))
        .as("the points 1 to 9")
        .isEqualTo(SERIES.owned(chunk(".xxxxxxxxx."), Span.ALL));
    assertThat(SERIES.owned(chunk, Span.NONE)).isEmpty();
  }

  @Example
  void aShortSequenceIsOneWindowAsItIs() {
    assertThat(SEQUENCES.owned(sequence(1), Span.ALL)).containsExactly(0);
    assertThat(SEQUENCES.pointsAt(sequence(1), 0)).isEqualTo(1);
    assertThat(SEQUENCES.owned(sequence(4), Span.ALL)).containsExactly(0);
    assertThat(SEQUENCES.pointsAt(sequence(4), 0)).isEqualTo(4);
  }

  @Example
  void aSpanTakesOrLeavesASequenceAsAWhole() {
    assertThat(SEQUENCES.owned(sequence(9), new Span(0, 2)))
        .as("a span that is not empty does not cut")
        .isEqualTo(SEQUENCES.owned(sequence(9), Span.ALL));
    assertThat(SEQUENCES.owned(sequence(9), Span.NONE)).isEmpty();
  }

  @Property
  void everyStepOfASequenceIsCovered(
      @ForAll @IntRange(min = 1, max = 60) int points,
      @ForAll @IntRange(min = 1, max = 20) int length,
      @ForAll @IntRange(min = 1, max = 20) int stride) {
    Windowing windowing = new Windowing(length, Math.min(stride, length), true);
    Chunk sequence = sequence(points);
    BitSet covered = new BitSet();

    for (int start : windowing.owned(sequence, Span.ALL)) {
      int here = windowing.pointsAt(sequence, start);
      assertThat(here).isEqualTo(Math.min(length, points));
      covered.set(start, start + here);
    }

    assertThat(covered.cardinality()).isEqualTo(points);
    assertThat(covered.length()).isEqualTo(points);
    assertThat(windowing.covering(sequence, Span.ALL))
        .isEqualTo(windowing.owned(sequence, Span.ALL));
  }

  @Example
  void refusesWindowsThatLeavePointsOut() {
    assertThatThrownBy(() -> new Windowing(0, 1, false)).hasMessageContaining("0 points every 1");
    assertThatThrownBy(() -> new Windowing(4, 0, false)).hasMessageContaining("4 points every 0");
    assertThatThrownBy(() -> new Windowing(4, 5, false)).hasMessageContaining("4 points every 5");
  }
}
