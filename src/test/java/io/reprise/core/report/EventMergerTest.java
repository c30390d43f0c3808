package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.report.EventMerger.Flagged;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class EventMergerTest {

  private static final List<String> FEATURES = List.of("vibration", "temperature", "pressure");

  private static Flagged point(String series, long time, float error, float... features) {
    return new Flagged(series, true, time, time, 10, error, 1, features);
  }

  private static Flagged sequence(String series, long start, long end, float error) {
    return new Flagged(series, false, start, end, 0, error, 1, new float[0]);
  }

  private static List<Event> merge(int tolerance, Flagged... flagged) {
    List<Event> events = new ArrayList<>();
    new EventMerger(List.of(flagged).iterator(), new EventRule(tolerance, 1, 1), FEATURES)
        .forEachRemaining(events::add);
    return events;
  }

  @Test
  void nothingMakesNoEvent() {
    assertThat(merge(3)).isEmpty();
    assertThatThrownBy(
            () ->
                new EventMerger(List.<Flagged>of().iterator(), new EventRule(1, 1, 1), FEATURES)
                    .next())
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void onePointMakesAnEvent() {
    List<Event> events = merge(0, point("a", 50, 4, 1, 0, 0));

    assertThat(events).containsExactly(new Event("a", true, 50, 50, 4, 7.5, List.of("vibration")));
  }

  @Test
  void neighboursAreOneEvent() {
    List<Event> events = merge(0, point("a", 10, 2), point("a", 20, 5), point("a", 30, 3));

    assertThat(events).hasSize(1);
    assertThat(events.get(0).start()).isEqualTo(10);
    assertThat(events.get(0).end()).isEqualTo(30);
    assertThat(events.get(0).peak()).isEqualTo(5);
    assertThat(events.get(0).severity()).isEqualTo(8);
  }

  @Test
  void bridgesAsManyPointsAsItTolerates() {
    Flagged[] apart = {point("a", 10, 2), point("a", 40, 2)};

    assertThat(merge(1, apart)).as("two unflagged points, one tolerated").hasSize(2);
    assertThat(merge(2, apart)).as("two unflagged points, two tolerated").hasSize(1);
    assertThat(merge(Integer.MAX_VALUE, apart)).as("any number tolerated").hasSize(1);
  }

  @Test
  void seriesAreKeptApart() {
    List<Event> events =
        merge(9, point("a", 10, 2), point("a", 20, 2), point("b", 30, 2), point("b", 10, 2));

    assertThat(events).extracting(Event::series).containsExactly("a", "b");
  }

  @Test
  void stretchesThatOverlapEndWithTheLongest() {
    Flagged longer = new Flagged("a", true, 0, 100, 10, 2, 1, new float[0]);
    Flagged inside = new Flagged("a", true, 20, 40, 10, 3, 1, new float[0]);
    Flagged next = new Flagged("a", true, 110, 110, 10, 2, 1, new float[0]);

    assertThat(merge(0, longer, inside, next))
        .singleElement()
        .satisfies(event -> assertThat(event.end()).isEqualTo(110));
  }

  @Test
  void sequencesAreNeverMerged() {
    List<Event> events = merge(100, sequence("a", 0, 9, 2), sequence("a", 0, 9, 3));

    assertThat(events).hasSize(2);
    assertThat(events.get(0).timed()).isFalse();
    assertThat(events.get(0).features()).isEmpty();
  }

  @Test
  void namesTheFeaturesThatCarryATenthHeaviestFirst() {
    List<Event> events = merge(0, point("a", 10, 2, 1, 5, 0.4f), point("a", 20, 2, 1, 3, 0.3f));

    assertThat(events.get(0).features())
        .as("2 and 8 and 0.7 of 10.7")
        .containsExactly("temperature", "vibration");
    assertThat(merge(0, point("a", 10, 2, 1, 1, 1)).get(0).features())
        .as("equal shares in the archive's order")
        .isEqualTo(FEATURES);
    assertThat(merge(0, point("a", 10, 2, 0, 0, 0)).get(0).features()).isEmpty();
  }

  @Test
  void severityGrowsFromTheThresholdTowardsTen() {
    assertThat(Event.severityOf(1, 1)).as("at the threshold").isZero();
    assertThat(Event.severityOf(0.5, 1)).as("below").isZero();
    assertThat(Event.severityOf(2, 1)).as("twice").isEqualTo(5);
    assertThat(Event.severityOf(10, 1)).as("ten times").isCloseTo(9, within(1e-12));
    assertThat(Event.severityOf(Double.POSITIVE_INFINITY, 1)).isEqualTo(10);
    assertThat(Event.severityOf(1, 0)).as("a threshold of nothing").isEqualTo(10);
    assertThat(Event.severityOf(0, 0)).isZero();
    assertThat(Event.severityOf(Double.NaN, 1)).isZero();
  }

  @Test
  void theWorstComesFirstAndTiesByPlace() {
    Event mild = new Event("a", true, 0, 0, 2, 5, List.of());
    Event early = new Event("b", true, 10, 10, 9, 8, List.of());
    Event late = new Event("b", true, 20, 20, 9, 8, List.of());
    Event other = new Event("c", true, 0, 0, 9, 8, List.of());
    List<Event> events = new ArrayList<>(List.of(mild, other, late, early));

    events.sort(Event.WORST_FIRST);

    assertThat(events).containsExactly(early, late, other, mild);
  }

  @Test
  void dropsWhatIsTooShortAndNoSpike() {
    List<Event> events = new ArrayList<>();
    new EventMerger(
            List.of(
                    point("a", 10, 2),
                    point("a", 100, 2),
                    point("a", 120, 2),
                    sequence("s", 0, 0, 3),
                    point("z", 10, 2),
                    point("z", 300, 5),
                    point("z", 900, 4.9f))
                .iterator(),
            new EventRule(1, 3, 5),
            FEATURES)
        .forEachRemaining(events::add);

    assertThat(events).extracting(Event::series).containsExactly("a", "s", "z");
    assertThat(events.get(0).start()).as("from 100 to 120 are three points").isEqualTo(100);
    assertThat(events.get(2).start()).as("five times the threshold").isEqualTo(300);
  }

  @Test
  void thePeakIsWhereItStandsOutMost() {
    Flagged window = new Flagged("a", true, 0, 70, 10, 6, 5, new float[0]);
    Flagged point = new Flagged("a", true, 30, 30, 10, 4, 1, new float[0]);

    List<Event> events = merge(0, window, point);

    assertThat(events).hasSize(1);
    assertThat(events.get(0).peak()).as("four times its threshold").isEqualTo(4);
    assertThat(events.get(0).severity()).isEqualTo(7.5);
    assertThat(events.get(0).end()).isEqualTo(70);
  }
}
