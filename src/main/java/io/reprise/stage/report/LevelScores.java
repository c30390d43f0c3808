package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.BASELINE_ERROR;
import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.LABEL;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reprise.core.report.Comparison;
import io.reprise.core.report.Evaluation;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.ErrorDistribution;
import io.reprise.core.threshold.ErrorSummary;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.replay.ThresholdColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers all scores of one level in one pass: their errors, how many of them each threshold of a
 * family flags, how they rank against the labels, and the same of the baseline, if one is compared.
 */
final class LevelScores implements Serializable {

  private final ErrorDistribution errors = new ErrorDistribution();
  private final Verdicts verdicts = new Verdicts();
  private final long[] flagged = new long[3];
  private final Verdicts baselineVerdicts = new Verdicts();
  private long baselineFlagged;
  private long flaggedByBoth;

  /** Where the baseline's error stands in a row, and after it whether it is flagged. */
  private static final int BASELINE = 5;

  private LevelScores() {}

  static LevelScores of(
      Dataset<Row> scores, Assessment.Family family, Optional<Threshold> ofBaseline) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(ERROR));
    columns.add(List.of(scores.columns()).contains(LABEL) ? col(LABEL) : lit(-1).as(LABEL));
    for (Threshold threshold : family.all()) {
      columns.add(col(ERROR).gt(ThresholdColumn.of(threshold)));
    }
    ofBaseline.ifPresent(
        threshold -> {
          columns.add(col(BASELINE_ERROR));
          columns.add(col(BASELINE_ERROR).gt(ThresholdColumn.of(threshold)));
        });
    LevelScores whole = new LevelScores();
    scores
        .select(columns.toArray(Column[]::new))
        .toJavaRDD()
        .mapPartitions(rows -> List.of(of(rows)).iterator())
        .collect()
        .forEach(whole::merge);
    return whole;
  }

  private static LevelScores of(Iterator<Row> rows) {
    LevelScores part = new LevelScores();
    rows.forEachRemaining(part::add);
    return part;
  }

  private void add(Row row) {
    float error = row.getFloat(0);
    int label = row.getInt(1);
    errors.add(error);
    for (int i = 0; i < flagged.length; i++) {
      flagged[i] += row.getBoolean(2 + i) ? 1 : 0;
    }
    verdicts.add(error, row.getBoolean(2), label);
    if (row.size() > BASELINE) {
      addBaseline(row, label);
    }
  }

  private void addBaseline(Row row, int label) {
    boolean above = row.getBoolean(BASELINE + 1);
    baselineVerdicts.add(row.getFloat(BASELINE), above, label);
    baselineFlagged += above ? 1 : 0;
    flaggedByBoth += above && row.getBoolean(2) ? 1 : 0;
  }

  private void merge(LevelScores other) {
    errors.merge(other.errors);
    verdicts.merge(other.verdicts);
    baselineVerdicts.merge(other.baselineVerdicts);
    baselineFlagged += other.baselineFlagged;
    flaggedByBoth += other.flaggedByBoth;
    for (int i = 0; i < flagged.length; i++) {
      flagged[i] += other.flagged[i];
    }
  }

  long all() {
    return errors.moments().count();
  }

  /** What each threshold of the family flags, in its order. */
  long[] flagged() {
    return flagged.clone();
  }

  double flaggedFraction() {
    return all() == 0 ? 0 : (double) flagged[0] / all();
  }

  ErrorSummary errors() {
    return ErrorSummary.of(errors);
  }

  /** Empty where the labels do not show both classes: then there is nothing to compare. */
  Optional<Evaluation> evaluation(String level) {
    return verdicts.evaluation(level);
  }

  /** Beside a baseline of so many components, flagged by this threshold. */
  Comparison comparison(String level, int components, double threshold) {
    return new Comparison(
        level,
        components,
        threshold,
        all(),
        baselineFlagged,
        flagged[0],
        flaggedByBoth,
        verdicts.hasBothClasses()
            ? Optional.of(
                new Comparison.AgainstLabels(verdicts.quality(), baselineVerdicts.quality()))
            : Optional.empty());
  }
}
