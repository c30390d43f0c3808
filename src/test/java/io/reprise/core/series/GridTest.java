package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class GridTest {

  private static final long CENTURIES = 20_000_000_000_000_000L;

  @Property
  void theNearestCellTakesAPoint(
      @ForAll @LongRange(min = -CENTURIES, max = CENTURIES) long time,
      @ForAll @LongRange(min = 1, max = 86_400_000_000L) long period) {
    Grid grid = new Grid(period, 1);

    long distance = time - grid.time(grid.cell(time));

    assertThat(2 * Math.abs(distance)).isLessThanOrEqualTo(period);
  }

  @Property
  void aCellLiesInTheBucketThatOwnsIt(
      @ForAll @LongRange(min = -CENTURIES, max = CENTURIES) long cell,
      @ForAll @IntRange(min = 1, max = 1 << 20) int chunkPoints) {
    Grid grid = new Grid(1, chunkPoints);

    long first = grid.firstCell(grid.bucket(cell));

    assertThat(cell).isBetween(first, first + chunkPoints - 1);
  }

  @Property
  void gridTimesStayWhereTheyAre(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long cell,
      @ForAll @LongRange(min = 1, max = 86_400_000_000L) long period) {
    Grid grid = new Grid(period, 1);

    assertThat(grid.cell(grid.time(cell))).isEqualTo(cell);
  }

  @Example
  void refusesWhatIsNoGrid() {
    assertThatThrownBy(() -> new Grid(0, 1)).hasMessageContaining("not 0 µs and 1");
    assertThatThrownBy(() -> new Grid(1, 0)).hasMessageContaining("not 1 µs and 0");
  }
}
