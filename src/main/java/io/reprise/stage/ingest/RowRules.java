package io.reprise.stage.ingest;

import static io.reprise.stage.archive.Expressions.absent;
import static io.reprise.stage.archive.Expressions.column;
import static io.reprise.stage.archive.Expressions.corrupt;
import static io.reprise.stage.archive.Expressions.isOneOf;
import static io.reprise.stage.archive.Expressions.micros;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.CleanConfig;
import io.reprise.config.TimeFormat;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.archive.ArchiveColumns;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Which rows of an archive are rejected, and for which reason where there are several. */
record RowRules(
    TimeFormat timeFormat, ValueRules values, List<String> goodQuality, long latestMicros) {

  /** No grid overflows within 285,000 years of 1970. A time beyond stands for "never". */
  private static final long LATEST = 9_000_000_000_000_000_000L;

  static RowRules of(ArchiveConfig archive, CleanConfig clean, Instant now) {
    long latest = clean.future().map(ahead -> Microseconds.of(now.plus(ahead))).orElse(LATEST);
    return new RowRules(
        archive.times().format(), new ValueRules(clean), clean.goodQuality(), latest);
  }

  /** The reason to reject a row, whatever its values are. */
  Column reason(StructType schema, ArchiveColumns columns) {
    Column reason = when(corrupt(schema), Reason.UNPARSABLE_ROW.text());
    if (columns.time().isPresent()) {
      reason = timeReason(reason, schema, columns.time().get());
    }
    if (columns.series().isPresent()) {
      reason = reason.when(column(columns.series().get()).isNull(), Reason.NULL_SERIES.text());
    }
    if (columns.quality().isPresent()) {
      reason =
          reason.when(
              not(isOneOf(columns.quality().get(), goodQuality)), Reason.BAD_QUALITY.text());
    }
    return reason;
  }

  private Column timeReason(Column reason, StructType schema, String name) {
    Column time = micros(schema, name, timeFormat);
    Column found =
        reason
            .when(absent(schema, name), Reason.NULL_TIME.text())
            .when(time.isNull(), Reason.UNPARSABLE_TIME.text())
            .when(not(time.between(-LATEST, LATEST)), Reason.TIME_OUT_OF_RANGE.text());
    return latestMicros < LATEST
        ? found.when(time.gt(latestMicros), Reason.FUTURE_TIME.text())
        : found;
  }
}
