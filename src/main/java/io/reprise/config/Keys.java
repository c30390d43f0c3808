package io.reprise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Reads keys by type. A value of another type is refused with a sentence that says where it was
 * set.
 */
final class Keys {

  private final Config config;

  Keys(Config config) {
    this.config = config;
  }

  int integer(String key) {
    return typed(
        key,
        "a whole number",
        (source, path) -> {
          requireWhole(source.getNumber(path));
          return source.getInt(path);
        });
  }

  long longInteger(String key) {
    return typed(
        key,
        "a whole number",
        (source, path) -> {
          requireWhole(source.getNumber(path));
          return source.getLong(path);
        });
  }

  double number(String key) {
    return typed(key, "a number", Config::getDouble);
  }

  boolean flag(String key) {
    return typed(key, "true or false", Config::getBoolean);
  }

  String text(String key) {
    return typed(key, "a text", Config::getString);
  }

  List<String> texts(String key) {
    return typed(key, "a list of texts, for instance [\"a\", \"b\"]", Config::getStringList);
  }

  List<Integer> integers(String key) {
    return typed(
        key,
        "a list of whole numbers, for instance [64, 32]",
        (source, path) -> {
          source.getNumberList(path).forEach(Keys::requireWhole);
          return source.getIntList(path);
        });
  }

  Duration duration(String key) {
    return typed(
        key,
        "a duration of at most 292 years, for instance \"10 minutes\"",
        (source, path) -> {
          if (source.getValue(path).valueType() == ConfigValueType.NUMBER) {
            requireWhole(source.getNumber(path));
          }
          return unsaturated(source.getDuration(path));
        });
  }

  Instant instant(String key) {
    return typed(
        key,
        "an ISO-8601 time or date, for instance \"2024-01-31T06:00:00Z\"",
        (source, path) -> parseInstant(source.getString(path)));
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return typed(
        key, "one of " + names(type), (source, path) -> constant(type, source.getString(path)));
  }

  <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
    return typed(
        key,
        "a list of any of " + names(type),
        (source, path) ->
            source.getStringList(path).stream()
                .map(wanted -> constant(type, wanted))
                .collect(Collectors.toSet()));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String wanted) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> name(each).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(wanted));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Keys::name).collect(Collectors.joining(", "));
  }

  Map<String, String> map(String key) {
    return config.getConfig(key).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> String.join(".", ConfigUtil.splitPath(entry.getKey())),
                entry -> String.valueOf(entry.getValue().unwrapped())));
  }

  /** Least and greatest values by name. */
  Map<String, CleanConfig.Bounds> bounds(String key) {
    return config.getObject(key).keySet().stream()
        .collect(Collectors.toMap(name -> name, name -> bounds(key, name)));
  }

  private CleanConfig.Bounds bounds(String key, String name) {
    return typed(
        key + "." + ConfigUtil.quoteString(name),
        "the least and the greatest value, for instance [-40, 125]",
        (source, path) -> {
          List<Double> both = source.getDoubleList(path);
          if (both.size() != 2) {
            throw new IllegalArgumentException(both.toString());
          }
          return new CleanConfig.Bounds(both.get(0), both.get(1));
        });
  }

  TimeFormat timeFormat(String key) {
    return typed(
        key,
        "seconds, milliseconds, microseconds, nanoseconds or a pattern like dd.MM.yyyy HH:mm",
        (source, path) -> TimeFormat.of(source.getString(path)));
  }

  ZoneId zone(String key) {
    return typed(
        key,
        "a time zone, for instance UTC, +02:00 or Europe/Berlin",
        (source, path) -> zoneOf(source.getString(path)));
  }

  /** Whether a key has a value. */
  boolean has(String key) {
    return config.hasPath(key);
  }

  /** Whether a section sets nothing. */
  boolean isEmpty(String section) {
    return config.getConfig(section).isEmpty();
  }

  /** All keys but one. */
  Keys without(String key) {
    return new Keys(config.withoutPath(key));
  }

  /** All keys, those of a section with the values that another section sets instead. */
  Keys overlay(String section, String other) {
    return new Keys(
        config.withValue(
            section, config.getConfig(other).withFallback(config.getConfig(section)).root()));
  }

  <T> Optional<T> optional(String key, BiFunction<Keys, String, T> reader) {
    return has(key) ? Optional.of(reader.apply(this, key)) : Optional.empty();
  }

  private <T> T typed(String key, String expected, BiFunction<Config, String, T> reader) {
    try {
      return reader.apply(config, key);
    } catch (ConfigException.Missing e) {
      throw new ConfigurationException("%s is not set; it must be %s.".formatted(key, expected), e);
    } catch (ConfigException | IllegalArgumentException | DateTimeParseException e) {
      ConfigValue value = config.getValue(key);
      throw new ConfigurationException(
          "%s: %s = %s must be %s."
              .formatted(value.origin().description(), key, value.unwrapped(), expected),
          e);
    }
  }

  /**
   * Refuses what HOCON would change without a word: 1.5 to 1, and a number too large for a long to
   * the greatest long.
   */
  private static void requireWhole(Number number) {
    double value = number.doubleValue();
    if (number instanceof Double && (value != Math.rint(value) || Math.abs(value) >= 0x1p63)) {
      throw new IllegalArgumentException(number.toString());
    }
  }

  /** HOCON counts nanoseconds in a long and makes what is longer the longest of them. */
  private static Duration unsaturated(Duration duration) {
    if (duration.equals(Duration.ofNanos(Long.MAX_VALUE))
        || duration.equals(Duration.ofNanos(Long.MIN_VALUE))) {
      throw new IllegalArgumentException(duration.toString());
    }
    return duration;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ZoneId zoneOf(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Instant parseInstant(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }
}
