package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void plainTextStaysAsItIs() {
    assertThat(Visible.name("Pumpe Nº 7 – größte 水")).isEqualTo("Pumpe Nº 7 – größte 水");
    assertThat(Visible.name("a".repeat(100))).hasSize(100).doesNotContain("…");
  }

  @Test
  void aNameOfATableIsAtMostAHundredCharacters() {
    assertThat(Visible.name("a".repeat(60) + "b".repeat(60)))
        .hasSize(100)
        .isEqualTo("a".repeat(50) + "…" + "b".repeat(49));
  }

  @Test
  void noCharacterIsCutInTwo() {
    String cut = Visible.name("x" + "😀".repeat(100));

    assertThat(cut.codePoints().filter(each -> each < 0x10000).boxed())
        .containsExactly((int) 'x', (int) '…');
  }

  @Test
  void aSecretIsHiddenBeforeTheTextIsCut() {
    String text = "x".repeat(80) + " s3a://me:" + "hunter2".repeat(30) + "@bucket";

    assertThat(Visible.name(text)).doesNotContain("hunter2").endsWith("(hidden)@bucket");
  }
}
