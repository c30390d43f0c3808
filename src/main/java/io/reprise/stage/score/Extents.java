package io.reprise.stage.score;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.reprise.stage.table.DateColumn;
import io.reprise.stage.table.ScoredRow;
import io.reprise.stage.table.ScoresManifest.Extent;
import io.reprise.stage.table.SeriesManifest;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How much was scored, in all and, where the series have dates, by date. */
record Extents(Extent all, NavigableMap<LocalDate, Extent> byDate) {

  /** The first to ask for the scores, and so the one who knows what time they take. */
  static Extents of(Dataset<ScoredRow> scored, SeriesManifest series) {
    long started = System.nanoTime();
    Column date = series.sequences() ? lit(null) : DateColumn.of(series.partition(), "start");
    List<Row> rows =
        scored
            .groupBy(date.cast("string"))
            .agg(
                sum(size(col("windows"))),
                sum(expr("size(filter(pointErrors, error -> not isnan(error)))")),
                sum("unjudged"))
            .collectAsList();
    double seconds = (System.nanoTime() - started) / 1e9;
    long sequences = rows.stream().mapToLong(row -> row.getLong(1)).sum();
    Extent all = Extent.NONE;
    NavigableMap<LocalDate, Extent> byDate = new TreeMap<>();
    for (Row row : rows) {
      double share = (double) row.getLong(1) / Math.max(1, sequences);
      Extent extent = new Extent(row.getLong(1), row.getLong(2), row.getLong(3), share * seconds);
      all = all.plus(extent);
      if (!row.isNullAt(0)) {
        byDate.put(LocalDate.parse(row.getString(0)), extent);
      }
    }
    return new Extents(all, byDate);
  }
}
