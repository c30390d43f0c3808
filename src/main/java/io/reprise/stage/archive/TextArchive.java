package io.reprise.stage.archive;

import static io.reprise.stage.archive.Expressions.column;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_block_start;
import static org.apache.spark.sql.functions.input_file_name;

import io.reprise.core.text.TextColumn;
import io.reprise.core.text.TextForm;
import io.reprise.stage.common.InputRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.util.SerializableConfiguration;

/** The formats that Reprise parses itself. Spark reads the lines, and the same tasks parse them. */
final class TextArchive {

  private static final String LINE = "value";

  private TextArchive() {}

  /** {@code lines} as Spark's text format gives them, with its partition columns. */
  static Dataset<Row> rows(Dataset<Row> lines, TextForm form, SerializableConfiguration hadoop) {
    List<StructField> partitions =
        Arrays.stream(lines.schema().fields()).filter(field -> !field.name().equals(LINE)).toList();
    requireDistinct(form, partitions);
    List<Column> columns = new ArrayList<>();
    form.columns().forEach(each -> columns.add(value(each).as(each.name())));
    for (int i = 0; i < partitions.size(); i++) {
      String type = partitions.get(i).dataType().sql();
      columns.add(
          expr("cast(get(partitions, %d) as %s)".formatted(i, type)).as(partitions.get(i).name()));
    }
    columns.add(col("corrupt").as(Expressions.CORRUPT));
    return lines
        .select(
            column(LINE).as("line"),
            input_file_name().as("file"),
            input_file_block_start().as("block"),
            array(
                    partitions.stream()
                        .map(field -> column(field.name()).cast("string"))
                        .toArray(Column[]::new))
                .cast("array<string>")
                .as("partitions"))
        .as(TextLine.ENCODER)
        .mapPartitions(new LineParsing(form, hadoop), ParsedLine.ENCODER)
        .select(columns.toArray(Column[]::new));
  }

  private static void requireDistinct(TextForm form, List<StructField> partitions) {
    for (StructField partition : partitions) {
      if (form.columns().stream()
          .anyMatch(each -> each.name().equalsIgnoreCase(partition.name()))) {
        throw new InputRefusedException(
            "archive.path: the files and their directories both have a column %s; rename one.",
            partition.name());
      }
    }
  }

  /** Parsed values are primitive, and a missing one is NaN; here it becomes null. */
  private static Column value(TextColumn column) {
    return switch (column.kind()) {
      case NUMBER -> expr("nullif(get(numbers, %d), double('NaN'))".formatted(column.slot()));
      case TIME ->
          expr(
              "timestamp_micros(cast(nullif(get(numbers, %d), double('NaN')) as bigint))"
                  .formatted(column.slot()));
      case TEXT -> expr("get(texts, %d)".formatted(column.slot()));
      case SEQUENCE ->
          expr(
              "if(holes, transform(get(sequences, %1$d), each -> nullif(each, float('NaN'))),"
                      .formatted(column.slot())
                  + " get(sequences, %d))".formatted(column.slot()));
    };
  }
}
