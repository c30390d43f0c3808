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
    Grid grid = new Grid(period, 1, DatePart.DAY);

    long distance = time - grid.time(grid.cell(time));

    assertThat(2 * Math.abs(distance)).isLessThanOrEqualTo(period);
  }

  @Property
  void bucketsFollowEachOtherWithoutGapOrOverlap(
      @ForAll @LongRange(min = -CENTURIES, max = CENTURIES) long time,
      @ForAll @LongRange(min = 1, max = 10_000_000_000L) long period,
      @ForAll @IntRange(min = 1, max = 1 << 20) int chunkPoints,
      @ForAll DatePart part) {
    Grid grid = new Grid(period, chunkPoints, part);
    long cell = grid.cell(time);

    Grid.Bucket bucket = grid.bucket(cell);

    assertThat(bucket.holds(cell)).isTrue();
    assertThat(bucket.cells()).isBetween(1, chunkPoints);
    assertThat(grid.bucket(bucket.first())).isEqualTo(bucket);
    assertThat(grid.bucket(bucket.end() - 1)).isEqualTo(bucket);
    assertThat(grid.bucket(bucket.end()).first()).isEqualTo(bucket.end());
    assertThat(part.start(grid.time(bucket.first())))
        .as("all cells of a bucket are of one %s", part)
        .isEqualTo(part.start(grid.time(bucket.end() - 1)));
  }

  @Property
  void gridTimesStayWhereTheyAre(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long cell,
      @ForAll @LongRange(min = 1, max = 86_400_000_000L) long period) {
    Grid grid = new Grid(period, 1, DatePart.DAY);

    assertThat(grid.cell(grid.time(cell))).isEqualTo(cell);
  }

  @Example
  void refusesWhatIsNoGrid() {
    assertThatThrownBy(() -> new Grid(0, 1, DatePart.DAY)).hasMessageContaining("not 0 µs and 1");
    assertThatThrownBy(() -> new Grid(1, 0, DatePart.DAY)).hasMessageContaining("not 1 µs and 0");
  }
}
