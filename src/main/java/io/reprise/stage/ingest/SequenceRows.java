package io.reprise.stage.ingest;

import static io.reprise.stage.archive.Expressions.absent;
import static io.reprise.stage.archive.Expressions.column;
import static io.reprise.stage.archive.Expressions.label;
import static io.reprise.stage.archive.Expressions.micros;
import static io.reprise.stage.archive.Expressions.number;
import static io.reprise.stage.archive.Expressions.quoted;
import static io.reprise.stage.archive.Expressions.rowJson;
import static io.reprise.stage.archive.Expressions.stepLabels;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_block_start;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.archive.ArchiveColumns;
import io.reprise.stage.archive.Expressions;
import io.reprise.stage.archive.ReadSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a sequence archive in the shape of {@link PointRows}, with the whole sequence as a
 * flat {@code [time × feature]} array in {@link #VALUES} and its labels, one for all steps or one
 * for each, in an array. A sequence without a name is called after its file and its place in it,
 * however Spark splits the file.
 */
final class SequenceRows {

  static final String VALUES = "_values";

  private static final String BLOCK = "_block";
  private static final String PLACE = "_place";
  private static final String GIVEN = "_given";
  private static final String WHOLE = "_whole";
  private static final String EQUAL = "_equal";
  private static final String ROW_REASON = "_row_reason";

  private SequenceRows() {}

  static Dataset<Row> of(
      Dataset<Row> raw, ArchiveColumns columns, ArchiveConfig archive, RowRules rules) {
    StructType schema = raw.schema();
    Dataset<Row> located = raw.withColumn(PointRows.FILE, input_file_name());
    Dataset<Row> named =
        columns.series().isPresent()
            ? located.withColumn(PointRows.SERIES, column(columns.series().get()).cast("string"))
            : withPlaces(located);
    List<Column> selected = new ArrayList<>();
    selected.add(col(PointRows.SERIES));
    selected.add(
        columns
            .time()
            .map(name -> micros(schema, name, archive.times().format()))
            .orElse(lit(null).cast("bigint"))
            .as(PointRows.TIME));
    selected.add(labels(schema, columns, archive).as(PointRows.LABEL));
    selected.add(whole(schema, columns).as(WHOLE));
    selected.add(given(schema, columns).as(GIVEN));
    selected.add(equalLengths(columns).as(EQUAL));
    selected.add(rules.reason(schema, columns).as(ROW_REASON));
    selected.add(col(PointRows.FILE));
    selected.add(rowJson(raw).as(PointRows.ROW));
    Dataset<Row> rows =
        named
            .select(selected.toArray(Column[]::new))
            .withColumn(VALUES, columns.arrays() ? col(WHOLE) : trimmed())
            .withColumn(
                PointRows.REASON, coalesce(col(ROW_REASON), valuesReason(columns, rules.values())));
    return ReadSpan.within(rows, col(PointRows.TIME), functions::lit, archive.span());
  }

  /**
   * Numbers the rows of each file from 1. It counts the rows of each block, and shuffles no rows.
   */
  private static Dataset<Row> withPlaces(Dataset<Row> located) {
    Dataset<Row> placed =
        located
            .withColumn(BLOCK, input_file_block_start())
            .withColumn(PLACE, monotonically_increasing_id());
    WindowSpec earlier =
        Window.partitionBy(PointRows.FILE)
            .orderBy(BLOCK)
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Dataset<Row> blocks =
        placed
            .groupBy(PointRows.FILE, BLOCK)
            .agg(count(lit(1)).as("_rows"), min(PLACE).as("_first"))
            .withColumn("_before", sum("_rows").over(earlier).minus(col("_rows")));
    return placed
        .join(broadcast(blocks), new String[] {PointRows.FILE, BLOCK})
        .withColumn(
            PointRows.SERIES,
            expr("concat(element_at(split(_file, '/'), -1), '#', _before + _place - _first + 1)"));
  }

  private static Column whole(StructType schema, ArchiveColumns columns) {
    if (!columns.arrays()) {
      return array(
          columns.features().stream().map(name -> number(schema, name)).toArray(Column[]::new));
    }
    String zipped =
        columns.features().stream()
            .map(Expressions::quoted)
            .collect(Collectors.joining(", ", "arrays_zip(", ")"));
    String point =
        columns.features().stream()
            .map(name -> "cast(point.%s as float)".formatted(quoted(name)))
            .collect(Collectors.joining(", "));
    return expr("flatten(transform(%s, point -> array(%s)))".formatted(zipped, point));
  }

  private static Column given(StructType schema, ArchiveColumns columns) {
    return columns.arrays()
        ? lit(null).cast("array<boolean>")
        : array(
            columns.features().stream()
                .map(name -> not(absent(schema, name)))
                .toArray(Column[]::new));
  }

  /** One label for all steps, or one for each. */
  private static Column labels(StructType schema, ArchiveColumns columns, ArchiveConfig archive) {
    Column normal = array(lit(0));
    return columns
        .label()
        .map(
            name ->
                schema.apply(name).dataType() instanceof ArrayType
                    ? coalesce(stepLabels(name, archive.normalLabels()), normal)
                    : array(label(name, archive.normalLabels())))
        .orElse(normal);
  }

  private static Column equalLengths(ArchiveColumns columns) {
    Column equal = lit(true);
    if (columns.arrays()) {
      String first = quoted(columns.features().get(0));
      for (String name : columns.features()) {
        equal = equal.and(expr("size(%s) = size(%s)".formatted(first, quoted(name))));
      }
    }
    return equal;
  }

  /** Numbered columns up to the last that is given: a shorter sequence leaves the rest empty. */
  private static Column trimmed() {
    return expr(
        "slice(_whole, 1, if(array_contains(_given, true),"
            + " cast(size(_given) - array_position(reverse(_given), true) + 1 as int), 0))");
  }

  private static Column valuesReason(ArchiveColumns columns, ValueRules rules) {
    Column hole =
        columns.arrays()
            ? expr("exists(_values, value -> value is null)")
            : expr("exists(slice(_given, 1, size(_values)), given -> not given)");
    Column steps = expr("size(_values) div %d".formatted(columns.featureNames(true).size()));
    Column labels = size(col(PointRows.LABEL));
    return when(not(col(EQUAL)), Reason.UNEQUAL_LENGTHS.text())
        .when(expr("coalesce(size(_values), 0) <= 0").or(hole), Reason.NULL_VALUE.text())
        .when(labels.notEqual(steps).and(labels.notEqual(1)), Reason.UNEQUAL_LENGTHS.text())
        .when(expr("exists(_values, value -> value is null)"), Reason.UNPARSABLE_VALUE.text())
        .when(expr("exists(_values, value -> isnan(value))"), Reason.NAN_VALUE.text())
        .when(
            expr("exists(_values, value -> abs(value) = float('infinity'))"),
            Reason.INFINITE_VALUE.text())
        .when(
            rules.anyOutOfBounds(VALUES, columns.featureNames(true)),
            Reason.VALUE_OUT_OF_BOUNDS.text());
  }
}
