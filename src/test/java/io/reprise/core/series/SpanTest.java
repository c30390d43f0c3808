package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanTest {

  @Test
  void holdsItsStartAndNotItsEnd() {
    Span span = new Span(-5, 5);

    assertThat(span.contains(-6)).isFalse();
    assertThat(span.contains(-5)).isTrue();
    assertThat(span.contains(4)).isTrue();
    assertThat(span.contains(5)).isFalse();
  }

  @Test
  void reachesFromOneInstantToAnother() {
    Optional<Instant> second = Optional.of(Instant.ofEpochSecond(1));

    assertThat(Span.between(second, Optional.empty()))
        .isEqualTo(new Span(1_000_000, Span.ALL.to()));
    assertThat(Span.between(Optional.empty(), second))
        .isEqualTo(new Span(Span.ALL.from(), 1_000_000));
    assertThat(Span.between(Optional.empty(), Optional.empty())).isEqualTo(Span.ALL);
  }

  @Test
  void isEmptyWhereItEndsAtItsStartOrBefore() {
    assertThat(Span.NONE.isEmpty()).isTrue();
    assertThat(new Span(3, 3).isEmpty()).isTrue();
    assertThat(new Span(3, 2).isEmpty()).isTrue();
    assertThat(new Span(3, 4).isEmpty()).isFalse();
    assertThat(Span.ALL.isEmpty()).isFalse();
    assertThat(Span.ALL.contains(Long.MIN_VALUE)).isTrue();
  }
}
