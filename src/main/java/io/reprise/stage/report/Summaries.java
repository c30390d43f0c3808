package io.reprise.stage.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reprise.core.report.Evaluation;
import io.reprise.core.report.Histogram;
import io.reprise.core.report.Ranking;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.score.ThresholdColumn;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is said of a whole scores table, in one small result each. */
final class Summaries {

  private Summaries() {}

  record Flags(long all, long flagged) {
    double fraction() {
      return all == 0 ? 0 : (double) flagged / all;
    }
  }

  static Flags flags(Dataset<Row> scores, Threshold threshold) {
    Column above = col("error").gt(ThresholdColumn.of(threshold));
    Row row = scores.agg(count(lit(1)), sum(when(above, 1L).otherwise(0L))).first();
    return new Flags(row.getLong(0), row.isNullAt(1) ? 0 : row.getLong(1));
  }

  static Histogram histogram(Dataset<Row> scores, Histogram empty) {
    for (Row row :
        scores
            .select(
                least(floor(col("error").divide(empty.width())), lit((long) Histogram.BINS - 1))
                    .as("bin"))
            .groupBy("bin")
            .count()
            .collectAsList()) {
      empty.add((row.getLong(0) + 0.5) * empty.width(), row.getLong(1));
    }
    return empty;
  }

  /** Empty where the labels do not show both classes: then there is nothing to compare. */
  static Optional<Evaluation> evaluation(String level, Dataset<Row> scores, Threshold threshold) {
    Ranking ranking = new Ranking();
    long hits = 0;
    long falseAlarms = 0;
    for (Counted part : counted(scores, threshold)) {
      ranking.merge(part.ranking());
      hits += part.hits();
      falseAlarms += part.falseAlarms();
    }
    return ranking.anomalies() == 0 || ranking.normals() == 0
        ? Optional.empty()
        : Optional.of(Evaluation.of(level, ranking, hits, falseAlarms));
  }

  private record Counted(Ranking ranking, long hits, long falseAlarms) implements Serializable {}

  private static List<Counted> counted(Dataset<Row> scores, Threshold threshold) {
    return scores
        .select(col("error"), col("label"), col("error").gt(ThresholdColumn.of(threshold)))
        .filter("label >= 0")
        .toJavaRDD()
        .mapPartitions(rows -> List.of(counted(rows)).iterator())
        .collect();
  }

  private static Counted counted(Iterator<Row> rows) {
    Ranking ranking = new Ranking();
    long hits = 0;
    long falseAlarms = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      float error = row.getFloat(0);
      boolean anomalous = row.getInt(1) == 1;
      ranking.add(error, anomalous);
      if (row.getBoolean(2)) {
        hits += anomalous ? 1 : 0;
        falseAlarms += anomalous ? 0 : 1;
      }
    }
    return new Counted(ranking, hits, falseAlarms);
  }
}
