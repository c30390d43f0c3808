package io.reprise.stage.ingest;

import static io.reprise.stage.archive.Expressions.column;
import static io.reprise.stage.archive.Expressions.label;
import static io.reprise.stage.archive.Expressions.micros;
import static io.reprise.stage.archive.Expressions.rowJson;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.trim;

import io.reprise.config.ArchiveConfig;
import io.reprise.core.cut.Fragment;
import io.reprise.core.series.Span;
import io.reprise.stage.archive.ArchiveColumns;
import io.reprise.stage.archive.ReadSpan;
import io.reprise.stage.common.InputRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a wide or tall archive in one shape: {@link #SERIES}, {@link #TIME} in microseconds,
 * the {@link #FEATURE} that the row is of, {@link #VALUES}, {@link #LABEL}, and the {@link #REASON}
 * for which the row is rejected, null where it is kept. The row itself, as JSON, and its file are
 * columns too, which Spark computes only where they are read.
 */
final class PointRows {

  static final String SERIES = "_series";
  static final String TIME = "_time";

  /** The index of a feature, {@link Fragment#ALL} in a wide archive. */
  static final String FEATURE = "_feature";

  /** Floats, NaN where a value is missing. */
  static final String VALUES = "_values";

  static final String LABEL = "_label";
  static final String REASON = "_reason";
  static final String FILE = "_file";
  static final String ROW = "_row";

  /**
   * The number of a row. Numbers rise within a stretch of a file, and are the same in every pass.
   */
  static final String NUMBER = "_number";

  /** More metrics than this cannot be the features of one model. */
  private static final int MOST_METRICS = 4096;

  private static final String MISSING = "_missing_";
  private static final String WHOLE_ARCHIVE = "archive";

  /** The file's directory and its name up to the first dot. */
  private static final String FILE_SERIES =
      "regexp_extract(url_decode(replace(input_file_name(), '+', '%2B')),"
          + " '([^/]*/[^/.]*)[^/]*$', 1)";

  private final Dataset<Row> raw;
  private final StructType schema;
  private final ArchiveColumns columns;
  private final ArchiveConfig archive;
  private final RowRules rules;
  private final Span span;

  PointRows(
      Dataset<Row> raw, ArchiveColumns columns, ArchiveConfig archive, RowRules rules, Span span) {
    this.raw = raw;
    this.schema = raw.schema();
    this.columns = columns;
    this.archive = archive;
    this.rules = rules;
    this.span = span;
  }

  /** The column that counts the values of a row that are missing for a reason. */
  static String missing(Reason reason) {
    return MISSING + reason.text();
  }

  Dataset<Row> rows() {
    return archive.layout() == ArchiveConfig.Layout.TALL ? tall() : wide();
  }

  /** Finds the metrics of a tall archive that names none, in one pass over their column. */
  static ArchiveColumns withMetrics(
      ArchiveColumns columns, ArchiveConfig archive, Dataset<Row> raw) {
    if (columns.metric().isEmpty() || !columns.features().isEmpty()) {
      return columns;
    }
    List<String> metrics = metrics(raw, columns, MOST_METRICS + 1);
    if (metrics.isEmpty() || metrics.size() > MOST_METRICS) {
      throw new InputRefusedException(
          "archive.columns.metric = %s names %s metrics; name those that you want in"
              + " archive.columns.features.",
          columns.metric().get(), metrics.isEmpty() ? "no" : "more than " + MOST_METRICS);
    }
    return columns.withFeatures(metrics);
  }

  /** The first {@code most} metrics of a tall archive, in order. */
  private static List<String> metrics(Dataset<Row> raw, ArchiveColumns columns, int most) {
    return raw
        .select(metric(columns).as("metric"))
        .where("metric is not null")
        .distinct()
        .limit(most)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static Column metric(ArchiveColumns columns) {
    return trim(column(columns.metric().orElseThrow()).cast("string"));
  }

  private Dataset<Row> wide() {
    List<ValueRules.Cell> cells =
        columns.features().stream()
            .map(name -> rules.values().cell(schema, name, lit(name)))
            .toList();
    return rows(lit(Fragment.ALL), rules.reason(schema, columns), cells);
  }

  private Dataset<Row> tall() {
    Column metric = metric(columns);
    Column known = array(columns.features().stream().map(functions::lit).toArray(Column[]::new));
    Column feature = coalesce(array_position(known, metric), lit(0)).minus(1).cast("int");
    Column reason = rules.reason(schema, columns).when(feature.lt(0), Reason.UNKNOWN_METRIC.text());
    ValueRules.Cell cell = rules.values().cell(schema, columns.value().orElseThrow(), metric);
    return rows(feature, reason, List.of(cell));
  }

  private Dataset<Row> rows(Column feature, Column reason, List<ValueRules.Cell> cells) {
    Column rejected = reason;
    for (ValueRules.Cell cell : cells) {
      rejected = rules.values().reason(rejected, cell);
    }
    List<Column> selected = new ArrayList<>();
    selected.add(series().as(SERIES));
    selected.add(micros(schema, time(), rules.timeFormat()).as(TIME));
    selected.add(feature.as(FEATURE));
    selected.add(values(cells).as(VALUES));
    selected.add(
        columns.label().map(name -> label(name, archive.normalLabels())).orElse(lit(0)).as(LABEL));
    selected.add(rejected.as(REASON));
    for (Map.Entry<Reason, Column> missing : rules.values().missing(cells).entrySet()) {
      selected.add(missing.getValue().as(missing(missing.getKey())));
    }
    selected.add(input_file_name().as(FILE));
    selected.add(rowJson(raw).as(ROW));
    selected.add(monotonically_increasing_id().as(NUMBER));
    return new ReadSpan(span, archive.times(), time(), columns.date())
        .filter(raw)
        .select(selected.toArray(Column[]::new));
  }

  private String time() {
    return columns.time().orElseThrow();
  }

  private Column series() {
    return columns
        .series()
        .map(name -> column(name).cast("string"))
        .orElseGet(() -> archive.seriesByFile() ? expr(FILE_SERIES) : lit(WHOLE_ARCHIVE));
  }

  private Column values(List<ValueRules.Cell> cells) {
    return array(
        cells.stream()
            .map(cell -> coalesce(rules.values().value(cell), lit(Float.NaN)))
            .toArray(Column[]::new));
  }
}
