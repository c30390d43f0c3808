package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class SplitPlanTest {

  private static Chunk chunk(String series, long start) {
    return Chunk.sequence(series, start, 10, 1, new float[5], null);
  }

  /** The chunk, of a series that begins there. */
  private static Chunk begun(Chunk chunk, long seriesStart) {
    return chunk.with(SeriesParameters.startingAt(seriesStart));
  }

  @Provide
  Arbitrary<SplitPlan> plans() {
    Arbitrary<SplitPlan> byTime =
        Combinators.combine(
                Arbitraries.longs().between(-500, 500),
                Arbitraries.longs().between(1, 500),
                Arbitraries.of(true, false))
            .as((until, more, whole) -> new SplitPlan.ByTime(until, until + more, whole));
    Arbitrary<SplitPlan> byPoints =
        Combinators.combine(
                Arbitraries.integers().between(1, 50), Arbitraries.integers().between(1, 50))
            .as(SplitPlan.ByPoints::new);
    Arbitrary<SplitPlan> byLot =
        Arbitraries.longs().map(seed -> new SplitPlan.ByLot(0.5, 0.2, seed));
    Arbitrary<SplitPlan> normalOnly = byLot.map(SplitPlan.NormalOnly::new);
    return Arbitraries.oneOf(
        byTime, byPoints, byLot, normalOnly, Arbitraries.just(new SplitPlan.Unseen()));
  }

  @Property
  void everyTimeBelongsToOnePart(
      @ForAll("plans") SplitPlan plan,
      @ForAll @LongRange(min = -1000, max = 1000) long start,
      @ForAll @LongRange(min = -500, max = 500) long seriesStart,
      @ForAll @LongRange(min = -1000, max = 1000) long time) {
    for (Chunk chunk : List.of(chunk("a", start), begun(chunk("b", start), seriesStart))) {
      assertThat(
              Arrays.stream(SplitPart.values())
                  .filter(part -> plan.span(part, chunk).contains(time)))
          .as("parts of %d in %s", time, chunk.series())
          .hasSize(1);
    }
  }

  @Example
  void byTimeCutsSeriesAndTakesSequencesByTheirStart() {
    Chunk chunk = chunk("a", 90);

    assertThat(new SplitPlan.ByTime(100, 120, false).span(SplitPart.VALIDATION, chunk))
        .isEqualTo(new Span(100, 120));
    assertThat(new SplitPlan.ByTime(100, 120, true).span(SplitPart.TRAIN, chunk))
        .isEqualTo(Span.ALL);
    assertThat(new SplitPlan.ByTime(100, 120, true).span(SplitPart.VALIDATION, chunk))
        .isEqualTo(Span.NONE);
    assertThat(new SplitPlan.ByTime(100, 120, true).span(SplitPart.VALIDATION, chunk("a", 100)))
        .isEqualTo(Span.ALL);
  }

  @Example
  void byTimeNeedsValidationAfterTraining() {
    assertThatThrownBy(() -> new SplitPlan.ByTime(5, 5, false))
        .hasMessage("Validation must end after training");
  }

  @Example
  void byPointsCountsFromTheStartOfTheSeries() {
    SplitPlan plan = new SplitPlan.ByPoints(3, 2);

    Chunk chunk = begun(chunk("a", 4000), 1000);
    assertThat(plan.span(SplitPart.TRAIN, chunk)).isEqualTo(new Span(Long.MIN_VALUE, 1030));
    assertThat(plan.span(SplitPart.VALIDATION, chunk)).isEqualTo(new Span(1030, 1050));
    assertThat(plan.span(SplitPart.JUDGED, chunk("new", 0)))
        .as("a series that the model has not seen")
        .isEqualTo(Span.ALL);
    assertThat(plan.span(SplitPart.TRAIN, chunk("new", 0))).isEqualTo(Span.NONE);
  }

  @Property(tries = 20)
  void lotsAreDealtByTheFractions(@ForAll long seed) {
    SplitPlan plan = new SplitPlan.ByLot(0.6, 0.15, seed);
    Map<SplitPart, Integer> counts = new EnumMap<>(SplitPart.class);
    int names = 20_000;
    for (int i = 0; i < names; i++) {
      for (SplitPart part : SplitPart.values()) {
        int drawn = plan.span(part, chunk("beats.csv#" + i, 0)).isEmpty() ? 0 : 1;
        counts.merge(part, drawn, Integer::sum);
      }
    }

    // Four standard deviations of a fair lottery are at most 0.014.
    assertThat((double) counts.get(SplitPart.TRAIN) / names).isBetween(0.586, 0.614);
    assertThat((double) counts.get(SplitPart.VALIDATION) / names).isBetween(0.136, 0.164);
  }

  @Example
  void anomalousSequencesAreJudgedAndTheOthersStayWhereTheyWere() {
    SplitPlan lots = new SplitPlan.ByLot(0.6, 0.15, 7);
    SplitPlan plan = new SplitPlan.NormalOnly(lots);
    for (int i = 0; i < 100; i++) {
      Chunk normal = sequence("beat" + i, new byte[3]);
      Chunk anomalous = sequence("beat" + i, new byte[] {1, 1, 1});
      Chunk unlabelled = sequence("beat" + i, null);
      for (SplitPart part : SplitPart.values()) {
        assertThat(plan.span(part, normal)).isEqualTo(lots.span(part, normal));
        assertThat(plan.span(part, unlabelled)).isEqualTo(lots.span(part, unlabelled));
        assertThat(plan.span(part, anomalous))
            .isEqualTo(part == SplitPart.JUDGED ? Span.ALL : Span.NONE);
      }
    }
  }

  private static Chunk sequence(String series, byte[] labels) {
    return Chunk.sequence(series, 0, 0, 1, new float[3], labels);
  }

  @Example
  void anotherSeedDealsOtherLots() {
    SplitPlan one = new SplitPlan.ByLot(0.5, 0.25, 1);
    SplitPlan two = new SplitPlan.ByLot(0.5, 0.25, 2);
    int moved = 0;
    for (int i = 0; i < 1000; i++) {
      Chunk chunk = chunk("beat" + i, 0);
      moved += one.span(SplitPart.TRAIN, chunk).equals(two.span(SplitPart.TRAIN, chunk)) ? 0 : 1;
    }

    assertThat(moved).as("of 1000 sequences, half are expected to move").isBetween(400, 600);
  }

  /** A period of a year times 2³¹ points overflows. */
  @Example
  void pointsBeyondTheEndOfTimeAreAllOfIt() {
    Chunk chunk = begun(Chunk.sequence("a", 0, 366L * 86_400_000_000L, 1, new float[5], null), 0);
    SplitPlan plan = new SplitPlan.ByPoints(2_000_000_000, 2_000_000_000);

    assertThat(plan.span(SplitPart.TRAIN, chunk)).isEqualTo(Span.ALL);
    assertThat(plan.span(SplitPart.VALIDATION, chunk).isEmpty()).isTrue();
    assertThat(plan.span(SplitPart.JUDGED, chunk).isEmpty()).isTrue();
  }
}
