package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.TimeFormat;
import io.reprise.stage.common.InputRefusedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that have a role, found in the schema of the archive and checked against it. */
public record ArchiveColumns(
    Optional<String> series,
    Optional<String> time,
    List<String> features,
    Optional<String> label,
    Optional<String> metric,
    Optional<String> value,
    Optional<String> quality,
    Optional<String> date,
    boolean arrays)
    implements Serializable {

  /** pandas writes the numbers of rows, which nobody measured, as a column of such a name. */
  private static final Pattern INDEX = Pattern.compile("__index_level_\\d+__");

  private static final Set<String> TIME_NAMES = Set.of("time", "timestamp", "datetime");

  public static ArchiveColumns of(ArchiveConfig archive, StructType schema) {
    ArchiveConfig.Columns named = archive.columns();
    boolean text = archive.format().equals(ArchiveConfig.Format.CSV);
    named.series().ifPresent(name -> requireText(schema, "archive.columns.series", name));
    named
        .label()
        .filter(name -> !archive.sequences())
        .ifPresent(name -> requireText(schema, "archive.columns.label", name));
    named.label().ifPresent(name -> require(schema, "archive.columns.label", name));
    named.quality().ifPresent(name -> requireText(schema, "archive.columns.quality", name));
    named.date().ifPresent(name -> requireDay(schema, name));
    Optional<String> time = archive.sequences() ? named.time() : Optional.of(time(named, schema));
    time.ifPresent(name -> requireTime(schema, name, archive.times().format()));
    if (archive.layout() == ArchiveConfig.Layout.TALL) {
      return tall(named, schema, time, archive.format().untyped());
    }
    Set<String> taken = new LinkedHashSet<>();
    named.series().ifPresent(taken::add);
    named.label().ifPresent(taken::add);
    named.quality().ifPresent(taken::add);
    named.date().ifPresent(taken::add);
    time.ifPresent(taken::add);
    List<String> features =
        named.features().isEmpty()
            ? inferred(schema, taken, text, archive.sequences())
            : NameRanges.expanded(named.features());
    return new ArchiveColumns(
        named.series(),
        time,
        features,
        named.label(),
        Optional.empty(),
        Optional.empty(),
        named.quality(),
        named.date(),
        checkFeatures(schema, features, archive.format().untyped(), archive.sequences()));
  }

  /** The features of a tall archive are its metrics, which may not be known yet. */
  private static ArchiveColumns tall(
      ArchiveConfig.Columns named, StructType schema, Optional<String> time, boolean text) {
    String metric = named.metric().orElseThrow();
    String value = named.value().orElseThrow();
    require(schema, "archive.columns.metric", metric);
    DataType type = require(schema, "archive.columns.value", value).dataType();
    if (!isNumber(type) && !text) {
      throw new InputRefusedException(
          "archive.columns.value: column %s is %s, not a number; name another one.",
          value, type.simpleString());
    }
    return new ArchiveColumns(
        named.series(),
        time,
        NameRanges.expanded(named.features()),
        named.label(),
        named.metric(),
        named.value(),
        named.quality(),
        named.date(),
        false);
  }

  public ArchiveColumns withFeatures(List<String> found) {
    return new ArchiveColumns(series, time, found, label, metric, value, quality, date, arrays);
  }

  /** The names of the series' features: numbered columns are the steps of one feature. */
  public List<String> featureNames(boolean sequences) {
    return sequences && !arrays ? List.of("value") : features;
  }

  private static String time(ArchiveConfig.Columns named, StructType schema) {
    if (named.time().isPresent()) {
      return named.time().get();
    }
    List<String> candidates =
        Arrays.stream(schema.fields())
            .filter(field -> isTime(field.dataType()))
            .map(StructField::name)
            .toList();
    if (candidates.size() != 1) {
      candidates = Arrays.stream(schema.fieldNames()).filter(TIME_NAMES::contains).toList();
    }
    if (candidates.size() != 1) {
      throw new InputRefusedException(
          "archive.columns.time is not set and the columns do not say which one it is; set it to"
              + " one of %s.",
          String.join(", ", schema.fieldNames()));
    }
    return candidates.get(0);
  }

  private static StructField require(StructType schema, String key, String name) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputRefusedException(
                    "%s: the archive has no column %s; it has %s.",
                    key, name, String.join(", ", schema.fieldNames())));
  }

  /** A column of values that have a text: no lists and no records of values. */
  private static void requireText(StructType schema, String key, String name) {
    DataType type = require(schema, key, name).dataType();
    if (type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || type.equals(DataTypes.BinaryType)) {
      throw new InputRefusedException(
          "%s: column %s is %s; name one that holds texts, numbers or times.",
          key, name, type.simpleString());
    }
  }

  private static void requireTime(StructType schema, String name, TimeFormat format) {
    DataType type = require(schema, "archive.columns.time", name).dataType();
    boolean fits =
        type.equals(DataTypes.StringType)
            || (format instanceof TimeFormat.Standard ? isTime(type) : isNumber(type));
    if (!fits && isNumber(type)) {
      throw new InputRefusedException(
          "archive.columns.time: column %s is %s; say with archive.time-format what it counts:"
              + " seconds, milliseconds, microseconds or nanoseconds.",
          name, type.simpleString());
    }
    if (!fits && isTime(type)) {
      throw new InputRefusedException(
          "archive.time-format: column %s is %s and needs none; leave it out.",
          name, type.simpleString());
    }
    if (!fits) {
      throw new InputRefusedException(
          "archive.columns.time: column %s is %s, not a time; name a timestamp, a date, a number or"
              + " a text like 2024-01-31T06:00:00Z.",
          name, type.simpleString());
    }
  }

  private static void requireDay(StructType schema, String name) {
    DataType type = require(schema, "archive.columns.date", name).dataType();
    if (!type.equals(DataTypes.DateType)
        && !type.equals(DataTypes.StringType)
        && !(type instanceof IntegralType)) {
      throw new InputRefusedException(
          "archive.columns.date: column %s is %s; name a date, a text like 2024-01-31 or a number"
              + " like 20240131.",
          name, type.simpleString());
    }
  }

  private static boolean isTime(DataType type) {
    return type.equals(DataTypes.TimestampType)
        || type.equals(DataTypes.TimestampNTZType)
        || type.equals(DataTypes.DateType);
  }

  private static List<String> inferred(
      StructType schema, Set<String> taken, boolean text, boolean sequences) {
    List<String> scalars = new ArrayList<>();
    List<String> arrays = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (taken.contains(field.name()) || INDEX.matcher(field.name()).matches()) {
        continue;
      }
      if (isNumber(field.dataType()) || text) {
        scalars.add(field.name());
      } else if (isArray(field.dataType())) {
        arrays.add(field.name());
      }
    }
    List<String> features = sequences && !arrays.isEmpty() ? arrays : scalars;
    if (features.isEmpty()) {
      throw new InputRefusedException(
          "archive.columns.features is empty and the archive has no numeric column; it has %s.",
          schema.simpleString());
    }
    return features;
  }

  /** Returns whether the features are array columns. */
  private static boolean checkFeatures(
      StructType schema, List<String> features, boolean text, boolean sequences) {
    int arrays = 0;
    for (String name : features) {
      DataType type = require(schema, "archive.columns.features", name).dataType();
      arrays += sequences && isArray(type) ? 1 : 0;
      if (!isNumber(type) && !(sequences && isArray(type)) && !text) {
        throw new InputRefusedException(
            "archive.columns.features: column %s is %s, not a number; leave it out or convert it.",
            name, type.simpleString());
      }
    }
    if (arrays != 0 && arrays != features.size()) {
      throw new InputRefusedException(
          "archive.columns.features: some of %s are arrays and some are not; name only one kind.",
          features);
    }
    return arrays > 0;
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType;
  }

  private static boolean isArray(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }
}
