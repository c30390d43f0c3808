package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.BASELINE_ERROR;
import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.LABEL;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reprise.core.report.Comparison;
import io.reprise.core.report.Ranking;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.replay.ThresholdColumn;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers the errors of the model and of the baseline beside it, of one level, in one pass. */
final class ComparedScores implements Serializable {

  private static final long serialVersionUID = 1;

  private final Verdicts model = new Verdicts();
  private final Verdicts baseline = new Verdicts();
  private long judged;
  private long flaggedByBoth;

  private ComparedScores() {}

  static ComparedScores of(Dataset<Row> scores, Threshold ofModel, Threshold ofBaseline) {
    Column label = List.of(scores.columns()).contains(LABEL) ? col(LABEL) : lit(-1);
    ComparedScores whole = new ComparedScores();
    scores
        .select(
            col(ERROR),
            col(ERROR).gt(ThresholdColumn.of(ofModel)),
            col(BASELINE_ERROR),
            col(BASELINE_ERROR).gt(ThresholdColumn.of(ofBaseline)),
            label)
        .toJavaRDD()
        .mapPartitions(rows -> List.of(of(rows)).iterator())
        .collect()
        .forEach(whole::merge);
    return whole;
  }

  private static ComparedScores of(Iterator<Row> rows) {
    ComparedScores part = new ComparedScores();
    rows.forEachRemaining(part::add);
    return part;
  }

  private void add(Row row) {
    int label = row.getInt(4);
    judged++;
    flaggedByBoth += row.getBoolean(1) && row.getBoolean(3) ? 1 : 0;
    model.add(row.getFloat(0), row.getBoolean(1), label);
    baseline.add(row.getFloat(2), row.getBoolean(3), label);
  }

  private void merge(ComparedScores other) {
    judged += other.judged;
    flaggedByBoth += other.flaggedByBoth;
    model.merge(other.model);
    baseline.merge(other.baseline);
  }

  Comparison comparison(String level, int components, double threshold) {
    return new Comparison(
        level,
        components,
        threshold,
        judged,
        baseline.flagged,
        model.flagged,
        flaggedByBoth,
        model.ranking.anomalies() == 0 || model.ranking.normals() == 0
            ? Optional.empty()
            : Optional.of(new Comparison.AgainstLabels(model.quality(), baseline.quality())));
  }

  /** What one of the two makes of the scores. */
  private static final class Verdicts implements Serializable {

    private static final long serialVersionUID = 1;

    private final Ranking ranking = new Ranking();
    private long flagged;
    private long hits;
    private long falseAlarms;

    private void add(float error, boolean above, int label) {
      flagged += above ? 1 : 0;
      if (label >= 0) {
        ranking.add(error, label == 1);
        hits += above && label == 1 ? 1 : 0;
        falseAlarms += above && label == 0 ? 1 : 0;
      }
    }

    private void merge(Verdicts other) {
      ranking.merge(other.ranking);
      flagged += other.flagged;
      hits += other.hits;
      falseAlarms += other.falseAlarms;
    }

    private Comparison.Quality quality() {
      return Comparison.Quality.of(ranking, hits, falseAlarms);
    }
  }
}
