package io.reprise.stage.table;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet options that switch dictionaries off for floats. Measured numbers hardly repeat, so that
 * Parquet would fill a dictionary only to throw it away.
 */
final class PlainFloats {

  private PlainFloats() {}

  static Map<String, String> options(StructType schema) {
    Map<String, String> options = new HashMap<>();
    for (StructField field : schema.fields()) {
      add(options, field.name(), field.dataType());
    }
    return options;
  }

  private static void add(Map<String, String> options, String path, DataType type) {
    if (type.equals(DataTypes.FloatType)) {
      options.put("parquet.enable.dictionary#" + path, "false");
    } else if (type instanceof ArrayType array) {
      add(options, path + ".list.element", array.elementType());
    } else if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        add(options, path + "." + field.name(), field.dataType());
      }
    }
  }
}
