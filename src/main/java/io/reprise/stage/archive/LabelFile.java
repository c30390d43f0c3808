package io.reprise.stage.archive;

import static io.reprise.stage.archive.Expressions.column;
import static io.reprise.stage.archive.Expressions.micros;
import static org.apache.spark.sql.functions.lit;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.TimeFormat;
import io.reprise.core.series.LabelIntervals;
import io.reprise.stage.common.InputRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads the second file of an archive, which says when its series were anomalous. */
public record LabelFile(SparkSession spark, ArchiveConfig.Intervals intervals) {

  /** More intervals than people label. The driver and every executor hold all of them. */
  private static final int MOST = 1_000_000;

  public LabelIntervals read() {
    if (intervals.path().isEmpty()) {
      return new LabelIntervals(List.of());
    }
    String path = intervals.path().get();
    Dataset<Row> rows = spark.read().format(intervals.format()).option("header", "true").load(path);
    StructType schema = rows.schema();
    require(schema, "archive.labels.start", intervals.start());
    require(schema, "archive.labels.end", intervals.end());
    boolean named = List.of(schema.fieldNames()).contains(intervals.series());
    Column series = named ? column(intervals.series()).cast("string") : lit(null).cast("string");
    List<Row> found =
        rows.select(series, time(schema, intervals.start()), time(schema, intervals.end()))
            .limit(MOST + 1)
            .collectAsList();
    if (found.size() > MOST) {
      throw new InputRefusedException(
          "archive.labels.path = %s has more than %d intervals; label the rows themselves, by"
              + " archive.columns.label.",
          path, MOST);
    }
    List<LabelIntervals.Interval> all = new ArrayList<>();
    for (Row row : found) {
      all.add(interval(path, row));
    }
    return new LabelIntervals(all);
  }

  private static Column time(StructType schema, String name) {
    return micros(schema, name, new TimeFormat.Standard());
  }

  private static LabelIntervals.Interval interval(String path, Row row) {
    if (row.isNullAt(1) || row.isNullAt(2) || row.getLong(1) >= row.getLong(2)) {
      throw new InputRefusedException(
          "archive.labels.path = %s: an interval of series %s has no start before its end; mend"
              + " that row.",
          path, row.getString(0));
    }
    return new LabelIntervals.Interval(row.getString(0), row.getLong(1), row.getLong(2));
  }

  private static void require(StructType schema, String key, String name) {
    if (Arrays.stream(schema.fieldNames()).noneMatch(name::equals)) {
      throw new InputRefusedException(
          "%s: the file of labels has no column %s; it has %s.",
          key, name, String.join(", ", schema.fieldNames()));
    }
  }
}
