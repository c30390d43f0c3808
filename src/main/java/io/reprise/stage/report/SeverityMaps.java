package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.END;
import static io.reprise.stage.table.ScoreColumns.PERIOD;
import static io.reprise.stage.table.ScoreColumns.SERIES;
import static io.reprise.stage.table.ScoreColumns.START;
import static io.reprise.stage.table.ScoreColumns.TIME;
import static io.reprise.stage.table.ScoreColumns.micros;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.reprise.core.report.SeverityMap;
import io.reprise.core.report.TimeCells;
import io.reprise.stage.table.EventRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The map of the worst series. Its colours come from the events, so that map and table agree at
 * every level. The points only say where there was something to judge.
 */
final class SeverityMaps {

  private SeverityMaps() {}

  /** Empty where there are no points. */
  static Optional<SeverityMap> of(Dataset<Row> points, Dataset<EventRow> events) {
    Row extent = points.agg(min(micros(TIME)), max(micros(TIME)), max(PERIOD)).first();
    if (extent.isNullAt(0)) {
      return Optional.empty();
    }
    long first = extent.getLong(0);
    long last = extent.getLong(1);
    TimeCells cells = TimeCells.over(first, last, extent.getLong(2));
    Map<String, float[]> lines = new LinkedHashMap<>();
    for (String series : worst(points, events)) {
      float[] line = new float[cells.count()];
      Arrays.fill(line, Float.NaN);
      lines.put(series, line);
    }
    Column drawn = col(SERIES).isin(lines.keySet().toArray());
    for (Row row : severities(points.filter(drawn), events.toDF().filter(drawn), cells)) {
      lines.get(row.getString(0))[(int) row.getLong(1)] = (float) row.getDouble(2);
    }
    return Optional.of(
        new SeverityMap(
            first,
            last,
            cells,
            lines.entrySet().stream()
                .map(entry -> new SeverityMap.Line(entry.getKey(), entry.getValue()))
                .toList()));
  }

  /** Series without an event come last. */
  private static List<String> worst(Dataset<Row> points, Dataset<EventRow> events) {
    Dataset<Row> bySeries = events.groupBy(SERIES).agg(max("severity").as("severity"));
    return points
        .select(SERIES)
        .distinct()
        .join(bySeries, new String[] {SERIES}, "left")
        .orderBy(col("severity").desc_nulls_last(), col(SERIES))
        .limit(SeverityMap.MOST_SERIES)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<Row> severities(Dataset<Row> points, Dataset<Row> events, TimeCells cells) {
    Dataset<Row> judged =
        points.select(col(SERIES), expr(cell(TIME, cells)).as("cell"), lit(0.0).as("severity"));
    Dataset<Row> eventful =
        events.select(
            col(SERIES),
            expr("explode(sequence(%s, %s))".formatted(cell(START, cells), cell(END, cells))),
            col("severity"));
    return judged.union(eventful).groupBy(SERIES, "cell").agg(max("severity")).collectAsList();
  }

  private static String cell(String time, TimeCells cells) {
    return "(unix_micros(%s) - %dL) div %dL".formatted(time, cells.start(), cells.width());
  }
}
