package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.ERROR;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.reprise.core.report.Histogram;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The errors of a whole scores table, counted in bins of equal width. */
final class ErrorHistogram {

  private ErrorHistogram() {}

  static Histogram histogram(Dataset<Row> scores, Histogram empty) {
    for (Row row :
        scores
            .select(
                least(floor(col(ERROR).divide(empty.width())), lit((long) Histogram.BINS - 1))
                    .as("bin"))
            .groupBy("bin")
            .count()
            .collectAsList()) {
      empty.add((row.getLong(0) + 0.5) * empty.width(), row.getLong(1));
    }
    return empty;
  }
}
