package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ArrivalsTest {
  private static final int POINTS = 1000;

  private static final Duration PERIOD = Duration.ofMinutes(10);

  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

  private static final List<SensorRow> CLEAN_ROWS = rows(Dirt.NONE);

  private static List<SensorRow> rows(Dirt dirt) {
    return rows(plan(dirt));
  }

  private static SensorPlan plan(Dirt dirt) {
    return new SensorPlan(9, 2, POINTS, START, PERIOD, 2, 0.5, dirt);
  }

  private static List<SensorRow> rows(SensorPlan plan) {
    return new SensorGenerator(plan).rows(1).toList();
  }

  private static boolean isBroken(SensorRow row) {
    return row.time() == null
        || Feature.ALL.stream()
            .map(feature -> Sensors.value(row, feature))
            .anyMatch(value -> value == null || !Double.isFinite(value));
  }

  @Property(tries = 50)
  void dirtChangesNeitherFaultsNorWhatItLeaves(
      @ForAll @IntRange(min = 0, max = 10) int gaps,
      @ForAll @DoubleRange(min = 0, max = 0.5) double duplicates,
      @ForAll @DoubleRange(min = 0, max = 1) double outOfOrder,
      @ForAll @DoubleRange(min = 0, max = 0.5) double broken) {
    Dirt dirt = new Dirt(gaps, duplicates, outOfOrder, broken);
    Set<SensorRow> clean = new HashSet<>(CLEAN_ROWS);

    assertThat(Sensors.faults(plan(dirt))).isEqualTo(Sensors.faults(plan(Dirt.NONE)));
    assertThat(rows(dirt)).filteredOn(row -> !isBroken(row)).allMatch(clean::contains);
  }

  @Property(tries = 50)
  void countsMatchTheFractions(
      @ForAll @DoubleRange(min = 0, max = 0.5) double duplicates,
      @ForAll @DoubleRange(min = 0, max = 1) double outOfOrder,
      @ForAll @DoubleRange(min = 0, max = 0.5) double broken) {
    List<SensorRow> rows = rows(new Dirt(0, duplicates, outOfOrder, broken));
    List<SensorRow> whole = rows.stream().filter(row -> !isBroken(row)).toList();

    assertThat(rows.size() - POINTS).isEqualTo(Math.round(duplicates * POINTS));
    assertThat(rows.size() - whole.size()).isEqualTo(Math.round(broken * POINTS));
    assertThat(whole.size() - new HashSet<>(whole).size())
        .isEqualTo(Math.round(duplicates * POINTS));
  }

  @Property(tries = 50)
  void soManyRowsArriveLate(@ForAll @DoubleRange(min = 0, max = 0.95) double outOfOrder) {
    List<SensorRow> rows = rows(new Dirt(0, 0, outOfOrder, 0));

    assertThat(rows).containsExactlyInAnyOrderElementsOf(CLEAN_ROWS);
    assertThat(lateRows(rows)).isEqualTo(Math.round(outOfOrder * POINTS));
  }

  private static long lateRows(List<SensorRow> rows) {
    Instant latest = Instant.MIN;
    long late = 0;
    for (SensorRow row : rows) {
      late += row.time().isBefore(latest) ? 1 : 0;
      latest = row.time().isAfter(latest) ? row.time() : latest;
    }
    return late;
  }

  @Property(tries = 50)
  void gapsAreInsideApartAndOfPlausibleLength(@ForAll @IntRange(min = 0, max = 30) int gaps) {
    List<SensorRow> rows = rows(new Dirt(gaps, 0, 0, 0));

    List<Long> missing = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      Duration step = Duration.between(rows.get(i - 1).time(), rows.get(i).time());
      if (!step.equals(PERIOD)) {
        missing.add(step.dividedBy(PERIOD) - 1);
      }
    }

    assertThat(missing).hasSize(gaps).allMatch(points -> points >= 3 && points <= 24);
    assertThat(missing.stream().mapToLong(Long::longValue).sum()).isEqualTo(POINTS - rows.size());
    assertThat(rows.get(0)).isEqualTo(CLEAN_ROWS.get(0));
    assertThat(rows.get(rows.size() - 1)).isEqualTo(CLEAN_ROWS.get(POINTS - 1));
  }

  @Example
  void everyKindOfBreakageOccurs() {
    List<SensorRow> rows = rows(new Dirt(0, 0, 0, 0.2));

    assertThat(rows).anyMatch(row -> row.time() == null);
    for (Feature feature : Feature.ALL) {
      assertThat(rows).anyMatch(row -> Sensors.value(row, feature) == null);
      assertThat(rows)
          .map(row -> Sensors.value(row, feature))
          .filteredOn(Objects::nonNull)
          .anyMatch(value -> value.isNaN())
          .anyMatch(value -> value.isInfinite());
    }
  }

  @Example
  void aBrokenRowKeepsEverythingElse() {
    List<SensorRow> rows = rows(new Dirt(0, 0, 0, 1));

    assertThat(rows).hasSize(POINTS).allMatch(ArrivalsTest::isBroken);
    for (int point = 0; point < POINTS; point++) {
      SensorRow broken = rows.get(point);
      SensorRow clean = CLEAN_ROWS.get(point);
      long same =
          Feature.ALL.stream()
              .filter(
                  feature -> Sensors.value(clean, feature).equals(Sensors.value(broken, feature)))
              .count();
      assertThat(same + (clean.time().equals(broken.time()) ? 1 : 0)).isEqualTo(3);
      assertThat(broken.label()).isEqualTo(clean.label());
      assertThat(broken.series()).isEqualTo(clean.series());
    }
  }

  @Example
  void oneKindOfDirtDoesNotMoveAnother() {
    assertThat(rows(new Dirt(5, 0.1, 0, 0.1)).stream().distinct())
        .isEqualTo(rows(new Dirt(5, 0, 0, 0.1)));
  }

  @Example
  void duplicatesFollowTheirOriginal() {
    List<SensorRow> rows = rows(new Dirt(0, 1, 0, 0));

    for (int i = 0; i < rows.size(); i += 2) {
      assertThat(rows.get(i)).isEqualTo(rows.get(i + 1));
    }
  }

  private static List<SensorRow> rowsOfOnePoint(Dirt dirt) {
    return rows(new SensorPlan(1, 2, 1, START, PERIOD, 0, 0, dirt));
  }

  @Example
  void onePointCannotArriveLate() {
    assertThat(rowsOfOnePoint(new Dirt(0, 0, 1, 0))).isEqualTo(rowsOfOnePoint(Dirt.NONE));
    assertThat(rowsOfOnePoint(new Dirt(0, 1, 1, 0))).hasSize(2);
    assertThat(rowsOfOnePoint(new Dirt(0, 0, 1, 1))).hasSize(1).allMatch(ArrivalsTest::isBroken);
  }
}
