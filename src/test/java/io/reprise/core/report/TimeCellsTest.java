package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimeCellsTest {

  private static final long HOUR = 3_600_000_000L;

  @Example
  void widthsAreThoseThatPeopleCountIn() {
    assertThat(TimeCells.over(0, 235 * HOUR, HOUR / 6)).isEqualTo(new TimeCells(0, 2 * HOUR, 118));
    assertThat(TimeCells.over(0, 1000 * 24 * HOUR, HOUR))
        .isEqualTo(new TimeCells(0, 6 * 24 * HOUR, 167));
    assertThat(TimeCells.over(5, 5, 1)).as("one point").isEqualTo(new TimeCells(5, 1, 1));
    assertThat(TimeCells.over(-1, 1, 250_000).start()).as("before the epoch").isEqualTo(-1_000_000);
  }

  @Property
  void coverTheSpanInFewCellsNoneNarrowerThanAPeriod(
      @ForAll @LongRange(min = -(1L << 52), max = 1L << 52) long first,
      @ForAll @LongRange(min = 0, max = 1L << 52) long span,
      @ForAll @LongRange(min = 1, max = 1L << 40) long period) {
    TimeCells cells = TimeCells.over(first, first + span, period);

    assertThat(cells.start()).isLessThanOrEqualTo(first).isGreaterThan(first - cells.width());
    assertThat(cells.start() + cells.count() * cells.width()).isGreaterThan(first + span);
    assertThat(cells.count()).isBetween(1, TimeCells.MOST);
    assertThat(cells.width()).isGreaterThanOrEqualTo(period);
    assertThat(cells.start() % cells.width()).isZero();
  }
}
