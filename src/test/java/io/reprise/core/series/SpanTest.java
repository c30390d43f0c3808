package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;

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
  void isEmptyWhereItEndsAtItsStartOrBefore() {
    assertThat(Span.NONE.isEmpty()).isTrue();
    assertThat(new Span(3, 3).isEmpty()).isTrue();
    assertThat(new Span(3, 2).isEmpty()).isTrue();
    assertThat(new Span(3, 4).isEmpty()).isFalse();
    assertThat(Span.ALL.isEmpty()).isFalse();
    assertThat(Span.ALL.contains(Long.MIN_VALUE)).isTrue();
  }
}
