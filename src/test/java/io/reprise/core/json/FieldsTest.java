package io.reprise.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {

  private static Fields read(String json) {
    return Json.read("model.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .as(json)
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("model.json")
        .hasMessageContaining(message)
        .hasMessageEndingWith("publish it again.");
  }

  @Test
  void readsEveryType() {
    Fields fields =
        read(
            """
            {"text": "é", "integer": -3, "long": 9007199254740993, "number": 1.5, "whole": 2,
             "flag": true, "object": {"inner": "x"}, "objects": [{"i": 1}, {"i": 2}],
             "texts": ["a", "b"], "integers": [1, 2], "floats": [0.5, 1],
             "longs": {"b": 2, "a": 1}, "map": {"k": {"v": 7}}}
            """);

    assertThat(fields.text("text")).isEqualTo("é");
    assertThat(fields.integer("integer")).isEqualTo(-3);
    assertThat(fields.longInteger("long")).isEqualTo(9007199254740993L);
    assertThat(fields.number("number")).isEqualTo(1.5);
    assertThat(fields.number("whole")).isEqualTo(2);
    assertThat(fields.flag("flag")).isTrue();
    assertThat(fields.object("object").text("inner")).isEqualTo("x");
    assertThat(fields.objects("objects"))
        .extracting(each -> each.integer("i"))
        .containsExactly(1, 2);
    assertThat(fields.texts("texts")).containsExactly("a", "b");
    assertThat(fields.integers("integers")).containsExactly(1, 2);
    assertThat(fields.floats("floats")).containsExactly(0.5f, 1);
    assertThat(fields.longs("longs")).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(fields.map("map", each -> each.integer("v"))).isEqualTo(Map.of("k", 7));
    fields.end();
  }

  @Test
  void refusesWhatIsNotOneObject() {
    assertRefused("", "must be a JSON object");
    assertRefused("[1]", "must be a JSON object");
    assertRefused("null", "must be a JSON object");
    assertRefused("{\"a\": 1", "is not JSON");
    assertRefused("{\"a\": NaN}", "is not JSON");
    assertRefused("{\"a\": 1} {\"b\": 2}", "is not JSON");
    assertRefused("{\"a\": 1} x", "is not JSON");
    assertRefused("{\"weight\": 1, \"weight\": 1}", "Duplicate field 'weight'");
  }

  @Test
  void refusesFieldsThatNobodyAskedFor() {
    Fields fields = read("{\"known\": 1, \"strange\": 2}");
    fields.integer("known");

    assertThatThrownBy(fields::end)
        .isInstanceOf(MalformedException.class)
        .hasMessage(
            "model.json: strange is not a field that this version knows; use the version that"
                + " wrote it.");
  }

  @Test
  void refusesStrangeFieldsOfMapsToo() {
    Fields fields = read("{\"map\": {\"k\": {\"v\": 7, \"strange\": 0}}}");

    assertThatThrownBy(() -> fields.map("map", each -> each.integer("v")))
        .hasMessageContaining("model.json: map.k: strange is not a field");
  }

  static Stream<Arguments> types() {
    return Stream.of(
        type("a text", Fields::text, "1", "null", "[\"x\"]", "{}"),
        type("a whole number", Fields::integer, "\"1\"", "1.5", "1.0", "3000000000", "null"),
        type("a whole number", Fields::longInteger, "\"1\"", "1.5", "99999999999999999999"),
        type("a number", Fields::number, "\"1\"", "true", "null", "\"NaN\""),
        type("true or false", Fields::flag, "\"true\"", "1", "null"),
        type("an object", Fields::object, "[]", "1", "null"),
        type("a list", Fields::objects, "{}", "1"),
        type("a list", Fields::texts, "\"x\"", "null"),
        type("an object", Fields::longs, "[]", "1"));
  }

  private static Arguments type(String expected, TypedReader reader, String... values) {
    return Arguments.of(expected, reader, List.of(values));
  }

  private interface TypedReader {
    Object read(Fields fields, String field);
  }

  @ParameterizedTest
  @MethodSource("types")
  void refusesAnotherTypeAndNamesTheField(
      String expected, TypedReader reader, List<String> values) {
    for (String value : values) {
      Fields fields = read("{\"field\": " + value + "}");
      assertThatThrownBy(() -> reader.read(fields, "field"))
          .as(value)
          .isInstanceOf(MalformedException.class)
          .hasMessage("model.json: field must be %s; publish it again.", expected);
    }
    assertThatThrownBy(() -> reader.read(read("{}"), "field"))
        .as("missing")
        .isInstanceOf(MalformedException.class)
        .hasMessage("model.json: field must be %s; publish it again.", expected);
  }

  @Test
  void namesThePlaceInAList() {
    assertPlace("{\"a\": [\"x\", 1]}", fields -> fields.texts("a"), "a[1] must be a text");
    assertPlace("{\"a\": [1, 1.5]}", fields -> fields.integers("a"), "a[1] must be a whole number");
    assertPlace("{\"a\": [null]}", fields -> fields.floats("a"), "a[0] must be a number");
    assertPlace("{\"a\": [{}, 2]}", fields -> fields.objects("a"), "a[1] must be a JSON object");
    assertPlace("{\"a\": {\"b\": 1.5}}", fields -> fields.longs("a"), "a.b must be a whole number");
    assertPlace(
        "{\"a\": {\"b\": {}}}", fields -> fields.object("a").object("b").text("c"), "a: b: c must");
  }

  private static void assertPlace(String json, Function<Fields, Object> reader, String message) {
    assertThatThrownBy(() -> reader.apply(read(json)))
        .as(json)
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("model.json: " + message);
  }

  @Test
  void whatIsOptionalMayBeMissingButNotOfAnotherType() {
    Fields fields = read("{\"text\": \"x\", \"object\": {}, \"nothing\": null, \"number\": 1}");

    assertThat(fields.optionalText("text")).contains("x");
    assertThat(fields.optionalObject("object")).isPresent();
    assertThat(fields.optionalText("nothing")).isEmpty();
    assertThat(fields.optionalObject("nothing")).isEmpty();
    assertThat(fields.optionalText("missing")).isEmpty();
    assertThat(fields.optionalObject("missing")).isEmpty();
    assertThatThrownBy(() -> fields.optionalText("number")).hasMessageContaining("number must be");
    assertThatThrownBy(() -> fields.optionalObject("number"))
        .hasMessageContaining("number must be");
    fields.end();
  }
}
