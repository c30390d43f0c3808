package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What Spark computes for us, in generated code: times to microseconds, values to floats, labels to
 * 0 and 1. A cast that fails gives null on both Spark lines, whatever their ANSI mode.
 */
final class Expressions {

  static final String CORRUPT = "_corrupt_record";

  private Expressions() {}

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  static Column column(String name) {
    return col(quoted(name));
  }

  static Column micros(StructType schema, String name) {
    return expr("unix_micros(try_cast(%s as timestamp))".formatted(source(schema, name)));
  }

  static Column number(StructType schema, String name) {
    return expr("try_cast(%s as float)".formatted(source(schema, name)));
  }

  /** A value that was not given: null, or a text of blanks. */
  static Column absent(StructType schema, String name) {
    return isText(schema, name)
        ? expr("coalesce(trim(%s), '') = ''".formatted(quoted(name)))
        : column(name).isNull();
  }

  /** 0 where the label is missing or among the normal ones, else 1; numbers compare as numbers. */
  static Column label(String name, List<String> normal) {
    Column text = trim(column(name).cast(DataTypes.StringType));
    Column number = expr("try_cast(%s as double)".formatted(quoted(name)));
    Column isNormal = text.isNull();
    for (String each : normal) {
      isNormal = isNormal.or(text.equalTo(each));
      Double value = parsed(each);
      if (value != null) {
        isNormal = isNormal.or(coalesce(number.equalTo(value), lit(false)));
      }
    }
    return when(isNormal, 0).otherwise(1);
  }

  /** A row that could not be taken apart: Spark's name for a column with the original text. */
  static Column corrupt(StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(CORRUPT)
        ? column(CORRUPT).isNotNull()
        : lit(false);
  }

  /** The row as it was read, as JSON. */
  static Column rowJson(Dataset<Row> raw) {
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
