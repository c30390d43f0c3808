package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.reprise.core.series.Span;
import io.reprise.stage.archive.OpenedArchive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one pass over the rows found: how many are accepted, from when to when they reach, and, by
 * reason, how many are rejected and how many values are missing.
 */
record RowCount(
    long accepted, Map<String, Long> rejected, Map<String, Long> missing, Span accepting) {

  RowCount {
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    missing = Collections.unmodifiableMap(new TreeMap<>(missing));
  }

  /** Every file that could not be opened is a rejected row. */
  static RowCount of(OpenedArchive source, Dataset<Row> rows) {
    List<Reason> mended =
        Arrays.stream(Reason.values())
            .filter(reason -> List.of(rows.columns()).contains(PointRows.missing(reason)))
            .toList();
    List<Column> wanted = new ArrayList<>(List.of(min(PointRows.TIME), max(PointRows.TIME)));
    mended.forEach(reason -> wanted.add(sum(PointRows.missing(reason))));
    Row accepted = null;
    Map<String, Long> rejected = new TreeMap<>();
    if (!source.unreadable().isEmpty()) {
      rejected.put(Reason.UNREADABLE_FILE.text(), (long) source.unreadable().size());
    }
    for (Row row :
        rows.groupBy(PointRows.REASON)
            .agg(count(lit(1)).as("rows"), wanted.toArray(Column[]::new))
            .collectAsList()) {
      if (row.isNullAt(0)) {
        accepted = row;
      } else {
        rejected.put(row.getString(0), row.getLong(1));
      }
    }
    return accepted == null
        ? new RowCount(0, rejected, Map.of(), new Span(0, 0))
        : new RowCount(
            accepted.getLong(1), rejected, missing(accepted, mended), accepting(accepted));
  }

  private static Map<String, Long> missing(Row accepted, List<Reason> mended) {
    Map<String, Long> missing = new TreeMap<>();
    for (int i = 0; i < mended.size(); i++) {
      long values = accepted.getLong(4 + i);
      if (values > 0) {
        missing.put(mended.get(i).text(), values);
      }
    }
    return missing;
  }

  private static Span accepting(Row accepted) {
    return accepted.isNullAt(2)
        ? new Span(0, 0)
        : new Span(accepted.getLong(2), accepted.getLong(3) + 1);
  }

  long rejectedRows() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  long rows() {
    return accepted + rejectedRows();
  }
}
