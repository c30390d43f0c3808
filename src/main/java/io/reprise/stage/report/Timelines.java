package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.SERIES;
import static io.reprise.stage.table.ScoreColumns.TIME;
import static io.reprise.stage.table.ScoreColumns.micros;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.reprise.core.report.Event;
import io.reprise.core.report.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The error over time of the worst series, thinned in Spark so that every peak stays. */
final class Timelines {

  private Timelines() {}

  static List<Timeline> of(Dataset<Row> points, List<Event> worstFirst) {
    Map<String, List<Timeline.Bin>> bySeries = new LinkedHashMap<>();
    worstFirst.stream()
        .map(Event::series)
        .distinct()
        .limit(Timeline.MOST_SERIES)
        .forEach(series -> bySeries.put(series, new ArrayList<>()));
    if (bySeries.isEmpty()) {
      return List.of();
    }
    for (Row row : binned(points, bySeries.keySet().toArray())) {
      bySeries.get(row.getString(0)).add(new Timeline.Bin(row.getLong(1) / 1000, row.getFloat(2)));
    }
    return bySeries.entrySet().stream()
        .map(entry -> new Timeline(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<Row> binned(Dataset<Row> points, Object[] series) {
    Dataset<Row> some =
        points
            .filter(col(SERIES).isin(series))
            .select(col(SERIES), micros(TIME).as("micros"), col(ERROR));
    Row extent = some.agg(min("micros"), max("micros")).first();
    long from = extent.getLong(0);
    long width = Math.max(1, (extent.getLong(1) - from) / Timeline.MOST_BINS + 1);
    return some.groupBy(
            col(SERIES), expr("(micros - %dL) div %dL".formatted(from, width)).as("bin"))
        .agg(min("micros").as("micros"), max(ERROR))
        .orderBy(SERIES, "bin")
        .select(SERIES, "micros", "max(error)")
        .collectAsList();
  }
}
