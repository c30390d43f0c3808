package io.reprise.stage.archive;

import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a Parquet file declares, as Parquet writes them. */
record ParquetForm(String schema) implements Serializable {

  /** Spark 4 has a type for the time of day, but reads none of it. */
  private static final Pattern TIME_OF_DAY = Pattern.compile("time\\(\\d+\\)");

  /** Reads the footer of a file. Fails where the file system does, or the footer is damaged. */
  static ParquetForm of(Path path, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
      return new ParquetForm(reader.getFileMetaData().getSchema().toString());
    }
  }

  /**
   * The columns that count nanoseconds, and whether they do so from 1970 in UTC: those that do not
   * are times of a clock on some wall.
   */
  Map<String, Boolean> nanoseconds() {
    Map<String, Boolean> found = new LinkedHashMap<>();
    for (Type field : columns()) {
      if (field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
          && time.getUnit() == TimeUnit.NANOS) {
        found.put(field.getName(), time.isAdjustedToUTC());
      }
    }
    return found;
  }

  /** The columns that Spark can read, with the types that it reads. */
  StructType readable() {
    StructType all = new StructType();
    for (Type field : columns()) {
      Optional<StructField> known = known(field);
      if (known.isPresent()) {
        all = all.add(known.get());
      }
    }
    return all;
  }

  /** The columns that Spark cannot read, with what Parquet calls them. */
  Map<String, String> foreign() {
    Map<String, String> found = new LinkedHashMap<>();
    for (Type field : columns()) {
      if (known(field).isEmpty()) {
        LogicalTypeAnnotation type = field.getLogicalTypeAnnotation();
        found.put(field.getName(), type == null ? field.toString() : type.toString());
      }
    }
    return found;
  }

  private static Optional<StructField> known(Type field) {
    try {
      return Stream.of(
              new ParquetToSparkSchemaConverter(SQLConf.get())
                  .convert(new MessageType("one", field))
                  .fields())
          .filter(converted -> !TIME_OF_DAY.matcher(converted.dataType().typeName()).matches())
          .findFirst();
    } catch (Exception e) {
      // Scala does not declare what it throws, an AnalysisException here.
      return Optional.empty();
    }
  }

  private List<Type> columns() {
    return MessageTypeParser.parseMessageType(schema).getFields();
  }
}
