package io.reprise.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Trees to text and back. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static ArrayNode floats(float[] values) {
    ArrayNode array = array();
    for (float value : values) {
      addFinite(array, value);
    }
    return array;
  }

  public static ArrayNode texts(List<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  public static ArrayNode integers(List<Integer> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /** JSON has no NaN: what is not finite becomes null. */
  public static void addFinite(ArrayNode array, float value) {
    if (Float.isFinite(value)) {
      array.add(value);
    } else {
      array.addNull();
    }
  }

  public static String pretty(JsonNode node) {
    return written(MAPPER.writerWithDefaultPrettyPrinter(), node) + "\n";
  }

  public static String compact(JsonNode node) {
    return written(MAPPER.writer(), node);
  }

  private static String written(ObjectWriter writer, JsonNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new FiniteNumbers(MAPPER.createGenerator(text))) {
      writer.writeValue(generator, node);
    } catch (IOException e) {
      throw new IllegalStateException("A tree of plain values cannot fail to be written", e);
    }
    return text.toString();
  }

  /** JSON has no infinity and no NaN; Jackson would make texts of them. */
  private static final class FiniteNumbers extends JsonGeneratorDelegate {

    FiniteNumbers(JsonGenerator generator) {
      super(generator, false);
    }

    @Override
    public void writeNumber(double value) throws IOException {
      if (Double.isFinite(value)) {
        super.writeNumber(value);
      } else {
        writeNull();
      }
    }

    @Override
    public void writeNumber(float value) throws IOException {
      if (Float.isFinite(value)) {
        super.writeNumber(value);
      } else {
        writeNull();
      }
    }
  }

  public static byte[] bytes(JsonNode node) {
    return pretty(node).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads an object; {@code name} is the file that a complaint names. */
  public static Fields read(String name, byte[] content) {
    try {
      return new Fields(name, MAPPER.readTree(new String(content, StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      throw new MalformedException(
          "%s is not JSON (%s); publish it again.".formatted(name, e.getOriginalMessage()), e);
    }
  }
}
