package io.reprise.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.text.TextColumn.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArffFormTest {

  private static final String[] HEADER = {
    "% a comment",
    "@Relation  'two words'",
    "",
    "@attribute x numeric",
    "\t@ATTRIBUTE 'a name' REAL % in volts",
    "@attribute state {on, 'half on', \"?\"}",
    "@attribute at date \"yyyy-MM-dd HH:mm\"",
    "@attribute note string",
    "@attribute n integer [0, 10]",
    "@Data "
  };

  private static TextForm form(String... lines) throws MalformedTextException {
    return TextForm.arff(Arrays.asList(lines).iterator());
  }

  private static TextRow row(String line) throws MalformedTextException {
    return form(HEADER).parser().parse(line);
  }

  @Test
  void theHeaderDeclaresColumns() throws MalformedTextException {
    assertThat(form(HEADER).columns())
        .containsExactly(
            new TextColumn("x", Kind.NUMBER, 0),
            new TextColumn("a name", Kind.NUMBER, 1),
            new TextColumn("state", Kind.TEXT, 0),
            new TextColumn("at", Kind.TIME, 2),
            new TextColumn("note", Kind.TEXT, 1),
            new TextColumn("n", Kind.NUMBER, 3));
    assertThat(form(HEADER))
        .isEqualTo(form(HEADER))
        .isNotEqualTo(form("@attribute x real", "@data"));
    assertThat(form(HEADER).headed()).isTrue();
    assertThat(form(HEADER).holdsNothing("  % x")).isTrue();
    assertThat(form(HEADER).holdsNothing("1 % x")).isFalse();
  }

  @Test
  void denseLines() throws MalformedTextException {
    TextRow row =
        row("1.5,-2e3 , 'half on',\"2024-01-31 06:00\",'it\\'s, 5 % \\\\ {x}',7 % the end");
    assertThat(row.numbers()).containsExactly(1.5, -2000, 1_706_680_800_000_000.0, 7);
    assertThat(row.texts()).containsExactly("half on", "it's, 5 % \\ {x}");
    assertThat(row("1\t2 on '1970-01-01 00:00' x 3").numbers()).containsExactly(1, 2, 0, 3);
  }

  @Test
  void aQuestionMarkIsMissingUnlessItIsQuoted() throws MalformedTextException {
    TextRow row = row("?,?,?,?,?,?");
    assertThat(row.numbers()).containsOnly(Double.NaN).hasSize(4);
    assertThat(row.texts()).containsExactly(null, null);
    assertThat(row("1,2,'?',?,'?',3").texts()).containsExactly("?", "?");
  }

  @Test
  void sparseLinesLeaveOutZeros() throws MalformedTextException {
    TextRow row = row("{1 2.5, 2 'half on', 5 ?}");
    assertThat(row.numbers()).containsExactly(0, 2.5, 0, Double.NaN);
    assertThat(row.texts()).containsExactly("half on", null);
    assertThat(row("{ }").texts()).containsExactly("on", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,on,?,x",
        "1,2,on,?,x,3,4",
        "1,2,off,?,x,3",
        "1,2,on,yesterday,x,3",
        "1,2,on,'2024-02-30 06:00',x,3",
        "1,2,on,'2024-02-20 06:00 UTC',x,3",
        "1,,on,?,x,3",
        "1,2,on,?,'x,3",
        "1,2,on,?,'x'y,3",
        "1x,2,on,?,x,3",
        "0x1p3,2,on,?,x,3",
        "1f,2,on,?,x,3",
        "1,2,on,?,x,3,",
        "{1 2",
        "{1 2} 3",
        "{2 on, 1 2}",
        "{6 1}",
        "{-1 1}",
        "{x 1}",
        "PAR1\0\0"
      })
  void malformedLines(String line) {
    assertThatThrownBy(() -> row(line)).as(line).isInstanceOf(MalformedTextException.class);
  }

  @Test
  void malformedHeaders() {
    assertMalformed("has no line @data");
    assertMalformed("has no line @data", "@relation x", "@attribute x numeric");
    assertMalformed("is no header: 1,2", "@relation x", "1,2", "@data");
    assertMalformed("declares X twice", "@attribute x real", "@attribute X real", "@data");
    assertMalformed("declares b as relational", "@attribute b relational", "@data");
    assertMalformed("is no pattern", "@attribute b date 'what'", "@data");
    assertMalformed("ends too early", "@attribute b {x", "@data");
    assertMalformed("quote that does not end", "@attribute 'b real", "@data");
  }

  private static void assertMalformed(String message, String... lines) {
    assertThatThrownBy(() -> form(lines))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageContaining(message);
  }

  @Property
  void whateverIsQuotedIsReadBack(@ForAll List<String> texts) throws MalformedTextException {
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      header.append("@attribute a").append(i).append(" string\n");
    }
    String line =
        texts.stream()
            .map(text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
            .collect(Collectors.joining(","));
    TextForm form = form((header + "@data").split("\n"));
    assertThat(form.parser().parse(line).texts()).containsExactlyElementsOf(texts);
  }
}
