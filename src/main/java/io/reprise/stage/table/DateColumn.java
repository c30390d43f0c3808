package io.reprise.stage.table;

import static org.apache.spark.sql.functions.expr;

import io.reprise.core.series.DatePart;
import io.reprise.core.series.Microseconds;
import org.apache.spark.sql.Column;

/** The column that tables are partitioned by. */
public final class DateColumn {

  static final String NAME = "date";

  private DateColumn() {}

  /** The first day of the part that a time lies in, whatever zone the session is in. */
  public static Column of(DatePart partition, String micros) {
    String day =
        "date_from_unix_date(cast(floor(%s / %d) as int))".formatted(micros, Microseconds.PER_DAY);
    return expr(partition == DatePart.DAY ? day : "trunc(%s, '%s')".formatted(day, partition));
  }
}
