package io.reprise.stage.archive;

import static io.reprise.stage.archive.Expressions.column;
import static io.reprise.stage.archive.Expressions.micros;
import static io.reprise.stage.archive.Expressions.perUnit;
import static org.apache.spark.sql.functions.lit;

import io.reprise.config.ArchiveConfig.Times;
import io.reprise.config.TimeFormat;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Leaves out the rows outside of a span. The conditions have a form that lets the source skip whole
 * partitions by the column of days, and row groups and files by the column of times. A row whose
 * time cannot be read belongs to every span, for it must end up in quarantine.
 */
public record ReadSpan(Span span, Times times, String time, Optional<String> day) {

  public Dataset<Row> filter(Dataset<Row> raw) {
    Dataset<Row> rows = day.isPresent() ? ofDays(raw, day.get()) : raw;
    StructType schema = raw.schema();
    Optional<Function<Long, Column>> literal = literal(schema.apply(time).dataType());
    return literal.isPresent()
        ? within(rows, column(time), literal.get(), span)
        : within(rows, micros(schema, time, times.format()), functions::lit, span);
  }

  public static Dataset<Row> within(
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

  /** An instant in the type of the time column, if that type can hold it. */
  private Optional<Function<Long, Column>> literal(DataType type) {
    if (times.format() instanceof TimeFormat.Epoch epoch && type instanceof IntegralType) {
      return Optional.of(instant -> lit(count(instant, epoch.unit())));
    }
    if (!(times.format() instanceof TimeFormat.Standard)) {
      return Optional.empty();
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Optional.of(instant -> lit(Microseconds.instant(instant)));
    }
    // Where clocks are set back, an hour comes twice and its order is not that of time.
    if (type.equals(DataTypes.TimestampNTZType) && times.zone().getRules().isFixedOffset()) {
      return Optional.of(
          instant -> lit(LocalDateTime.ofInstant(Microseconds.instant(instant), times.zone())));
    }
    return Optional.empty();
  }

  /** The first count of units that is not before an instant. */
  private static long count(long instant, TimeFormat.Unit unit) {
    return unit == TimeFormat.Unit.NANOSECONDS
        ? Microseconds.nanoseconds(instant)
        : -Math.floorDiv(-instant, perUnit(unit));
  }

  /** Reads a day more on both sides, for the archive may have cut its days in any zone. */
  private Dataset<Row> ofDays(Dataset<Row> raw, String name) {
    DataType type = raw.schema().apply(name).dataType();
    Column column = column(name);
    Dataset<Row> rows = raw;
    if (span.from() != Span.ALL.from()) {
      Column first = day(Microseconds.date(span.from()).minusDays(1), type);
      rows = rows.filter(column.isNull().or(column.geq(first)));
    }
    if (span.to() != Span.ALL.to()) {
      Column last = day(Microseconds.date(span.to()).plusDays(1), type);
      rows = rows.filter(column.isNull().or(column.leq(last)));
    }
    return rows;
  }

  /** Numbers are days like 20240131. */
  private static Column day(LocalDate date, DataType type) {
    if (type instanceof NumericType) {
      return lit(date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth());
    }
    return type.equals(DataTypes.StringType) ? lit(date.toString()) : lit(date);
  }
}
