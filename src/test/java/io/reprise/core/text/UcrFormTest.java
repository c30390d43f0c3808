package io.reprise.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.text.TextColumn.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UcrFormTest {

  private static final TextColumn LABEL = new TextColumn("label", Kind.TEXT, 0);

  private static TextForm form(String... lines) throws MalformedTextException {
    return TextForm.ucr(Arrays.asList(lines).iterator());
  }

  private static void assertMalformed(String message, String... lines) {
    assertThatThrownBy(() -> form(lines))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageContaining(message);
  }

  private static void assertMalformedLine(TextForm form, String line) {
    assertThatThrownBy(() -> form.parser().parse(line))
        .as(line)
        .isInstanceOf(MalformedTextException.class);
  }

  @Test
  void oneDimensionIsCalledValue() throws MalformedTextException {
    TextForm form =
        form(
            "# what it is",
            "@problemName beats",
            "@timeStamps false",
            "@missing true",
            "@univariate true",
            "@equalLength false",
            "@classLabel true 1 b",
            "@DATA ");
    assertThat(form.columns()).containsExactly(new TextColumn("value", Kind.SEQUENCE, 0), LABEL);
    TextRow row = form.parser().parse(" 1, -2.5e0,?,NaN ,-Infinity:b ");
    assertThat(row.sequences()[0])
        .containsExactly(1, -2.5f, Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY);
    assertThat(row.texts()).containsExactly("b");
    assertThat(form.parser().parse("3:1").sequences()[0]).containsExactly(3);
    for (String line : new String[] {"1,2", "1,2:c", "1,2:", "1,2:1:1", "1,x:1", "(0,1):1", ""}) {
      assertMalformedLine(form, line);
    }
  }

  @Test
  void dimensionsAreNumberedFromOne() throws MalformedTextException {
    TextForm declared =
        form("@univariate false", "@dimensions 2", "@classLabel false", "@data", "1:2:3");
    assertThat(declared.columns())
        .containsExactly(
            new TextColumn("value1", Kind.SEQUENCE, 0), new TextColumn("value2", Kind.SEQUENCE, 1));
    assertThat(declared.parser().parse("1,2:3").sequences())
        .isDeepEqualTo(new float[][] {{1, 2}, {3}});
    assertMalformedLine(declared, "1:2:3");
    TextForm counted =
        form("@univariate false", "@targetLabel true", "@data", "", "# x", "1:2:3:9");
    assertThat(counted.columns()).hasSize(4).contains(LABEL);
    assertThat(counted.parser().parse("1::3:0.5").sequences()[1]).isEmpty();
  }

  @Test
  void aDeclaredLengthIsHeld() throws MalformedTextException {
    TextForm form =
        form(
            "@univariate true",
            "@equalLength true",
            "@seriesLength 3",
            "@classLabel true",
            "@data");
    assertThat(form.parser().parse("1,2,?:any").sequences()[0]).hasSize(3);
    assertMalformedLine(form, "1,2:any");
    assertMalformedLine(form, "1,2,3,4:any");
  }

  @Test
  void malformedHeaders() {
    assertMalformed("has no line with data");
    assertMalformed("has no line with data", "", "# x");
    assertMalformed("has no line @data", "@univariate true");
    assertMalformed("no header: 1,2:3", "@univariate true", "1,2:3");
    assertMalformed("neither true nor false", "@univariate perhaps", "@data");
    assertMalformed("no whole number", "@dimensions many", "@data");
    assertMalformed("@timeStamps true, which is not read", "@timeStamps true", "@data");
    assertMalformed("neither @dimensions nor", "@univariate false", "@data", "# x");
    assertMalformed("with no line of a label and numbers", "Dear reader", "this is text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "   1.0000000e+00  -1.5  2   NaN 3",
        "1.0000000e+00\t-1.5\t2\t\t3",
        "1.0000000e+00,-1.5,2,?,3",
        "1.0000000e+00 , -1.5, 2 ,,3,NaN, ,",
        "1.0000000e+00\t-1.5\t2\tNaN\t3\tNaN\tNaN\t"
      })
  void plainLines(String line) throws MalformedTextException {
    TextForm form = form(line);
    assertThat(form.columns()).containsExactly(new TextColumn("value", Kind.SEQUENCE, 0), LABEL);
    assertThat(form.headed()).isFalse();
    TextRow row = form.parser().parse(line);
    assertThat(row.texts()).containsExactly("1.0000000e+00");
    assertThat(row.sequences()[0]).containsExactly(-1.5f, 2, Float.NaN, 3);
  }

  @Test
  void plainLinesThatAreNone() throws MalformedTextException {
    TextForm form = form("label value", "1 2 3");
    for (String line : new String[] {"label value", "1", "1 NaN ?", "\t1 2", "? 1 2", "1 2 x"}) {
      assertMalformedLine(form, line);
    }
  }
}
