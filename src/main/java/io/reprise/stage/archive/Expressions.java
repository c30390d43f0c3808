package io.reprise.stage.archive;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.reprise.config.TimeFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructType;

/**
 * Expressions that Spark computes in generated code: times to microseconds, values to floats,
 * labels to 0 and 1. A cast that fails gives null on both Spark lines, whatever their ANSI mode.
 */
public final class Expressions {

  public static final String CORRUPT = "_corrupt_record";

  private Expressions() {}

  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  public static Column column(String name) {
    return col(quoted(name));
  }

  /** Microseconds since 1970, null where the time cannot be read. */
  public static Column micros(StructType schema, String name, TimeFormat format) {
    String source = source(schema, name);
    if (format instanceof TimeFormat.Epoch epoch) {
      return schema.apply(name).dataType() instanceof IntegralType
          ? wholeEpoch(quoted(name), epoch.unit())
          : brokenEpoch(source, epoch.unit());
    }
    String timestamp =
        format instanceof TimeFormat.Pattern pattern
            ? "try_to_timestamp(cast(%s as string), %s)"
                .formatted(source, literal(pattern.pattern()))
            : "try_cast(%s as timestamp)".formatted(source);
    return expr("unix_micros(%s)".formatted(timestamp));
  }

  private static Column wholeEpoch(String source, TimeFormat.Unit unit) {
    return unit == TimeFormat.Unit.NANOSECONDS
        ? expr("(%1$s - pmod(%1$s, 1000)) div 1000".formatted(source))
        : expr("try_multiply(cast(%s as bigint), %dL)".formatted(source, perUnit(unit)));
  }

  /** A decimal, for a double holds nanoseconds since 1970 only to the nearest 256. */
  private static Column brokenEpoch(String source, TimeFormat.Unit unit) {
    String number = "try_cast(%s as decimal(38, 9))".formatted(source);
    return unit == TimeFormat.Unit.NANOSECONDS
        ? expr("try_cast(floor(%s / 1000) as bigint)".formatted(number))
        : expr("try_cast(floor(try_multiply(%s, %d)) as bigint)".formatted(number, perUnit(unit)));
  }

  /** How many microseconds a unit has. A nanosecond has none. */
  public static long perUnit(TimeFormat.Unit unit) {
    return switch (unit) {
      case SECONDS -> 1_000_000;
      case MILLISECONDS -> 1_000;
      case MICROSECONDS -> 1;
      case NANOSECONDS -> throw new IllegalArgumentException("a nanosecond is no microsecond");
    };
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  public static Column number(StructType schema, String name) {
    return expr("try_cast(%s as float)".formatted(source(schema, name)));
  }

  /** Whether a value was not given: it is null, or a text of blanks. */
  public static Column absent(StructType schema, String name) {
    return isText(schema, name)
        ? expr("coalesce(trim(%s), '') = ''".formatted(quoted(name)))
        : column(name).isNull();
  }

  /** 0 where the label is missing or among the normal ones, else 1. */
  public static Column label(String name, List<String> normal) {
    return when(column(name).isNull().or(isOneOf(name, normal)), 0).otherwise(1);
  }

  /** The same for every step of a sequence, where the column is an array. */
  public static Column stepLabels(String name, List<String> normal) {
    String texts =
        normal.stream()
            .map(each -> literal(each.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    String numbers =
        normal.stream()
            .map(Expressions::parsed)
            .filter(Objects::nonNull)
            .map(each -> each + "D")
            .collect(Collectors.joining(", "));
    String isNormal =
        "step is null or lower(trim(cast(step as string))) in (%s)".formatted(texts)
            + (numbers.isEmpty() ? "" : " or try_cast(step as double) in (%s)".formatted(numbers));
    return expr("transform(%s, step -> if(%s, 0, 1))".formatted(quoted(name), isNormal));
  }

  /** False for null. Texts are compared without regard to case, numbers as numbers. */
  public static Column isOneOf(String name, List<String> wanted) {
    Column text = lower(trim(column(name).cast(DataTypes.StringType)));
    Column number = expr("try_cast(cast(%s as string) as double)".formatted(quoted(name)));
    Column found = lit(false);
    for (String each : wanted) {
      found = found.or(text.equalTo(each.toLowerCase(Locale.ROOT)));
      Double value = parsed(each);
      if (value != null) {
        found = found.or(number.equalTo(value));
      }
    }
    return coalesce(found, lit(false));
  }

  /** Whether a row could not be parsed. Spark keeps its text in a column with a name of its own. */
  public static Column corrupt(StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(CORRUPT)
        ? column(CORRUPT).isNotNull()
        : lit(false);
  }

  /** The row as it was read, as JSON. */
  public static Column rowJson(Dataset<Row> raw) {
    return to_json(
        struct(Arrays.stream(raw.columns()).map(Expressions::column).toArray(Column[]::new)));
  }

  private static Double parsed(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String source(StructType schema, String name) {
    return isText(schema, name) ? "trim(%s)".formatted(quoted(name)) : quoted(name);
  }

  private static boolean isText(StructType schema, String name) {
    DataType type = schema.apply(name).dataType();
    return type.equals(DataTypes.StringType);
  }
}
