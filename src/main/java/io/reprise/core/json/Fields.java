package io.reprise.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The fields of one JSON object, read by type. {@link #end} refuses those that nobody read. */
public final class Fields {

  private final String name;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  Fields(String name, JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedException("%s must be a JSON object; publish it again.".formatted(name));
    }
    this.name = name;
    this.node = node;
  }

  public String text(String field) {
    return typed(field, "a text", JsonNode::isTextual, JsonNode::textValue);
  }

  /** Empty where the field is missing or null. */
  public Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  public int integer(String field) {
    return typed(field, "a whole number", Fields::isInteger, JsonNode::intValue);
  }

  public long longInteger(String field) {
    return typed(field, "a whole number", Fields::isLongInteger, JsonNode::longValue);
  }

  public double number(String field) {
    return typed(field, "a number", JsonNode::isNumber, JsonNode::doubleValue);
  }

  public boolean flag(String field) {
    return typed(field, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
  }

  public Fields object(String field) {
    return typed(field, "an object", JsonNode::isObject, value -> new Fields(path(field), value));
  }

  /** Empty where the field is missing or null. */
  public Optional<Fields> optionalObject(String field) {
    return has(field) ? Optional.of(object(field)) : Optional.empty();
  }

  public List<Fields> objects(String field) {
    return list(field, (each, at) -> new Fields(at, each));
  }

  public List<String> texts(String field) {
    return list(field, (each, at) -> checked(each, at, "a text", JsonNode::isTextual).textValue());
  }

  public List<Integer> integers(String field) {
    return list(
        field, (each, at) -> checked(each, at, "a whole number", Fields::isInteger).intValue());
  }

  public float[] floats(String field) {
    List<Float> values =
        list(field, (each, at) -> checked(each, at, "a number", JsonNode::isNumber).floatValue());
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  public Map<String, Long> longs(String field) {
    return values(field, "a whole number", Fields::isLongInteger, JsonNode::longValue);
  }

  public Map<String, Double> numbersByName(String field) {
    return values(field, "a number", JsonNode::isNumber, JsonNode::doubleValue);
  }

  public Map<String, String> textsByName(String field) {
    return values(field, "a text", JsonNode::isTextual, JsonNode::textValue);
  }

  private <T> Map<String, T> values(
      String field, String expected, Predicate<JsonNode> is, Function<JsonNode, T> reader) {
    JsonNode object = typed(field, "an object", JsonNode::isObject, value -> value);
    Map<String, T> map = new TreeMap<>();
    object
        .fields()
        .forEachRemaining(
            entry ->
                map.put(
                    entry.getKey(),
                    reader.apply(
                        checked(
                            entry.getValue(), path(field) + "." + entry.getKey(), expected, is))));
    return map;
  }

  /** A map from names to objects. */
  public <T> Map<String, T> map(String field, Function<Fields, T> reader) {
    JsonNode object = typed(field, "an object", JsonNode::isObject, value -> value);
    Map<String, T> map = new TreeMap<>();
    object
        .fields()
        .forEachRemaining(
            entry -> {
              Fields fields = new Fields(path(field) + "." + entry.getKey(), entry.getValue());
              map.put(entry.getKey(), reader.apply(fields));
              fields.end();
            });
    return map;
  }

  /** Refuses fields that nobody read. */
  public void end() {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!asked.contains(field)) {
                throw new MalformedException(
                    "%s is not a field that this version knows; use the version that wrote it."
                        .formatted(path(field)));
              }
            });
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    asked.add(field);
    return node.hasNonNull(field);
  }

  /**
   * Whether a number is whole. Jackson converts one with a fraction too, and drops the fraction.
   */
  private static boolean isInteger(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  private static boolean isLongInteger(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  private <T> List<T> list(String field, BiFunction<JsonNode, String, T> reader) {
    JsonNode array = typed(field, "a list", JsonNode::isArray, value -> value);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      values.add(reader.apply(array.get(i), "%s[%d]".formatted(path(field), i)));
    }
    return values;
  }

  private <T> T typed(
      String field, String expected, Predicate<JsonNode> is, Function<JsonNode, T> reader) {
    asked.add(field);
    return reader.apply(checked(node.path(field), path(field), expected, is));
  }

  private static JsonNode checked(
      JsonNode value, String path, String expected, Predicate<JsonNode> is) {
    if (!is.test(value)) {
      throw new MalformedException("%s must be %s; publish it again.".formatted(path, expected));
    }
    return value;
  }

  private String path(String field) {
    return name + ": " + field;
  }
}
