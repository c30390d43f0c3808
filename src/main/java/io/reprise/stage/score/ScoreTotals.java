package io.reprise.stage.score;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.reprise.core.score.RSquared;
import io.reprise.stage.table.DateColumn;
import io.reprise.stage.table.ScoredRow;
import io.reprise.stage.table.ScoresManifest.Extent;
import io.reprise.stage.table.SeriesManifest;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How much was scored, in all and, where the series have dates, by date; and R² by feature. */
record ScoreTotals(
    Extent all, NavigableMap<LocalDate, Extent> byDate, Map<String, Double> determination) {

  /** Stands for the date where there are none. */
  private static final String DATELESS = "";

  /**
   * Computes the scores, because it is the first to ask for them, and so can tell how long they
   * take.
   */
  static ScoreTotals of(Dataset<ScoredRow> scored, SeriesManifest series) {
    long started = System.nanoTime();
    int features = series.features().size();
    Column date =
        series.sequences()
            ? lit(DATELESS)
            : DateColumn.of(series.partition(), "start").cast("string");
    Counts counts =
        scored
            .select(date, size(col("windows")), col("judged"), col("unjudged"), col("squares"))
            .toJavaRDD()
            .mapPartitions(rows -> List.of(Counts.of(rows, features)).iterator())
            .collect()
            .stream()
            .reduce(new Counts(features), Counts::merge);
    return counts.tally(series.features(), (System.nanoTime() - started) / 1e9);
  }

  /** What a task has seen: windows, points judged and points not judged, by date. */
  private static final class Counts implements Serializable {

    private static final long serialVersionUID = 1;

    private final TreeMap<String, long[]> byDate = new TreeMap<>();
    private double[] squared;

    Counts(int features) {
      this.squared = new RSquared(features).numbers();
    }

    static Counts of(Iterator<Row> rows, int features) {
      Counts counts = new Counts(features);
      RSquared squared = new RSquared(features);
      while (rows.hasNext()) {
        Row row = rows.next();
        counts.add(row.getString(0), row.getInt(1), row.getInt(2), row.getInt(3));
        squared.merge(row.<Double>getList(4).stream().mapToDouble(Double::doubleValue).toArray());
      }
      counts.squared = squared.numbers();
      return counts;
    }

    private void add(String date, long windows, long judged, long unjudged) {
      long[] counts = byDate.computeIfAbsent(date, each -> new long[3]);
      counts[0] += windows;
      counts[1] += judged;
      counts[2] += unjudged;
    }

    private Counts merge(Counts other) {
      other.byDate.forEach((date, counts) -> add(date, counts[0], counts[1], counts[2]));
      squared = merged().merge(other.squared).numbers();
      return this;
    }

    private RSquared merged() {
      return new RSquared(squared.length / RSquared.WIDTH).merge(squared);
    }

    /** Divides the time among the dates in proportion to their windows. */
    private ScoreTotals tally(List<String> features, double seconds) {
      long windows = byDate.values().stream().mapToLong(counts -> counts[0]).sum();
      NavigableMap<LocalDate, Extent> dates = new TreeMap<>();
      Extent all = Extent.NONE;
      for (Map.Entry<String, long[]> entry : byDate.entrySet()) {
        long[] counts = entry.getValue();
        double share = (double) counts[0] / Math.max(1, windows);
        Extent extent = new Extent(counts[0], counts[1], counts[2], share * seconds);
        all = all.plus(extent);
        if (!entry.getKey().equals(DATELESS)) {
          dates.put(LocalDate.parse(entry.getKey()), extent);
        }
      }
      return new ScoreTotals(all, dates, determination(features));
    }

    /** A constant feature has none. */
    private Map<String, Double> determination(List<String> features) {
      RSquared merged = merged();
      Map<String, Double> determination = new TreeMap<>();
      for (int f = 0; f < features.size(); f++) {
        if (!Double.isNaN(merged.determination(f))) {
          determination.put(features.get(f), merged.determination(f));
        }
      }
      return determination;
    }
  }
}
