package io.reprise.stage.ingest;

import static io.reprise.stage.ingest.Expressions.absent;
import static io.reprise.stage.ingest.Expressions.column;
import static io.reprise.stage.ingest.Expressions.corrupt;
import static io.reprise.stage.ingest.Expressions.label;
import static io.reprise.stage.ingest.Expressions.micros;
import static io.reprise.stage.ingest.Expressions.number;
import static io.reprise.stage.ingest.Expressions.rowJson;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reprise.config.ArchiveConfig;
import io.reprise.core.series.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a wide archive in one shape: {@link #SERIES}, {@link #TIME} in microseconds, a float
 * a feature, {@link #LABEL}, and the {@link #REASON} for which the row is rejected, null where it
 * is kept. The row itself, as JSON, and its file ride along and are computed only where they are
 * read.
 */
final class WideRows {

  static final String SERIES = "_series";
  static final String TIME = "_time";
  static final String LABEL = "_label";
  static final String REASON = "_reason";
  static final String FILE = "_file";
  static final String ROW = "_row";

  /** Numbers the rows, in order within a stretch of a file; the same in every pass over them. */
  static final String NUMBER = "_number";

  /** Within 285,000 years of 1970 no grid overflows; beyond, a time stands for "never". */
  private static final long LATEST = 9_000_000_000_000_000_000L;

  private static final String WHOLE_ARCHIVE = "archive";

  private WideRows() {}

  static String feature(int index) {
    return "_f" + index;
  }

  static Dataset<Row> of(Dataset<Row> raw, Columns columns, ArchiveConfig archive) {
    StructType schema = raw.schema();
    List<Column> selected = new ArrayList<>();
    selected.add(
        columns
            .series()
            .map(name -> column(name).cast("string"))
            .orElse(lit(WHOLE_ARCHIVE))
            .as(SERIES));
    selected.add(micros(schema, columns.time().orElseThrow()).as(TIME));
    for (int f = 0; f < columns.features().size(); f++) {
      selected.add(number(schema, columns.features().get(f)).as(feature(f)));
    }
    selected.add(
        columns.label().map(name -> label(name, archive.normalLabels())).orElse(lit(0)).as(LABEL));
    selected.add(reason(schema, columns).as(REASON));
    selected.add(input_file_name().as(FILE));
    selected.add(rowJson(raw).as(ROW));
    selected.add(monotonically_increasing_id().as(NUMBER));
    return within(raw, schema, columns.time().orElseThrow(), archive.span())
        .select(selected.toArray(Column[]::new));
  }

  private static Column reason(StructType schema, Columns columns) {
    String time = columns.time().orElseThrow();
    Column reason =
        when(corrupt(schema), Reason.UNPARSABLE_ROW.text())
            .when(absent(schema, time), Reason.NULL_TIME.text())
            .when(micros(schema, time).isNull(), Reason.UNPARSABLE_TIME.text())
            .when(
                not(micros(schema, time).between(-LATEST, LATEST)),
                Reason.TIME_OUT_OF_RANGE.text());
    if (columns.series().isPresent()) {
      reason = reason.when(column(columns.series().get()).isNull(), Reason.NULL_SERIES.text());
    }
    for (String feature : columns.features()) {
      Column value = number(schema, feature);
      reason =
          reason
              .when(absent(schema, feature), Reason.NULL_VALUE.text())
              .when(value.isNull(), Reason.UNPARSABLE_VALUE.text())
              .when(isnan(value), Reason.NAN_VALUE.text())
              .when(abs(value).equalTo(Float.POSITIVE_INFINITY), Reason.INFINITE_VALUE.text());
    }
    return reason;
  }

  /**
   * A row whose time cannot be told belongs to every span: it must end up in quarantine. Comes
   * before rows are numbered and, where the time is a timestamp, in a form that the source can use
   * to leave whole files unread.
   */
  private static Dataset<Row> within(Dataset<Row> raw, StructType schema, String time, Span span) {
    return schema.apply(time).dataType().equals(DataTypes.TimestampType)
        ? within(raw, column(time), WideRows::timestamp, span)
        : within(raw, micros(schema, time), functions::lit, span);
  }

  static Dataset<Row> within(
      Dataset<Row> rows, Column time, Function<Long, Column> bound, Span span) {
    Dataset<Row> result = rows;
    if (span.from() != Span.ALL.from()) {
      result = result.filter(time.isNull().or(time.geq(bound.apply(span.from()))));
    }
    if (span.to() != Span.ALL.to()) {
      result = result.filter(time.isNull().or(time.lt(bound.apply(span.to()))));
    }
    return result;
  }

  private static Column timestamp(long micros) {
    return lit(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
