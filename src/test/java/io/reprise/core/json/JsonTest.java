package io.reprise.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonTest {

  @Property
  void readsTheNumbersThatItWrote(
      @ForAll float[] values, @ForAll long number, @ForAll double real) {
    byte[] json =
        Json.bytes(
            Json.object()
                .put("number", number)
                .put("real", real)
                .set("values", Json.floats(values)));

    Fields fields = Json.read("numbers.json", json);

    assertThat(fields.floats("values")).isEqualTo(values);
    assertThat(fields.longInteger("number")).isEqualTo(number);
    assertThat(fields.number("real")).isEqualTo(real);
  }

  @Property
  void readsTheTextsThatItWrote(@ForAll List<String> texts) {
    byte[] utf8 = "?".getBytes(StandardCharsets.UTF_8);
    List<String> encodable =
        texts.stream()
            .filter(text -> StandardCharsets.UTF_8.newEncoder().replaceWith(utf8).canEncode(text))
            .toList();

    byte[] json = Json.bytes(Json.object().set("texts", Json.texts(encodable)));

    assertThat(Json.read("texts.json", json).texts("texts")).isEqualTo(encodable);
  }

  @Example
  void writesNoNumberThatJsonDoesNotHave() {
    float[] values = {1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    assertThat(Json.compact(Json.floats(values))).isEqualTo("[1.0,null,null,null]");
  }

  @Example
  void endsAPrettyFileWithALine() {
    assertThat(Json.pretty(Json.object().put("a", 1))).endsWith("}\n");
    assertThat(Json.compact(Json.object().set("a", Json.integers(List.of(1, 2)))))
        .isEqualTo("{\"a\":[1,2]}");
  }

  @Example
  void aFieldThatIsNoFiniteNumberIsNull() {
    ObjectNode node =
        Json.object()
            .put("a", Double.POSITIVE_INFINITY)
            .put("b", Float.NEGATIVE_INFINITY)
            .put("c", Double.NaN)
            .put("d", 1.5);

    assertThat(Json.compact(node)).isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":1.5}");
    assertThat(Json.pretty(node)).contains("\"a\" : null,").doesNotContain("Infinity");
    assertThat(Json.read("numbers.json", Json.bytes(node)).has("a")).isFalse();
  }
}
