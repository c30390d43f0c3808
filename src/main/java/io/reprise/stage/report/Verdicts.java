package io.reprise.stage.report;

import io.reprise.core.report.Comparison;
import io.reprise.core.report.Evaluation;
import io.reprise.core.report.Ranking;
import java.io.Serializable;
import java.util.Optional;

/** How one kind of error ranks labelled scores, and what is flagged of them rightly and wrongly. */
final class Verdicts implements Serializable {

  private static final long serialVersionUID = 1;

  private final Ranking ranking = new Ranking();
  private long hits;
  private long falseAlarms;

  /** A negative label says nothing. */
  void add(float error, boolean flagged, int label) {
    if (label >= 0) {
      ranking.add(error, label == 1);
      hits += flagged && label == 1 ? 1 : 0;
      falseAlarms += flagged && label == 0 ? 1 : 0;
    }
  }

  void merge(Verdicts other) {
    ranking.merge(other.ranking);
    hits += other.hits;
    falseAlarms += other.falseAlarms;
  }

  boolean hasBothClasses() {
    return ranking.anomalies() > 0 && ranking.normals() > 0;
  }

  /** Empty where the labels do not show both classes: then there is nothing to compare. */
  Optional<Evaluation> evaluation(String level) {
    return hasBothClasses()
        ? Optional.of(Evaluation.of(level, ranking, hits, falseAlarms))
        : Optional.empty();
  }

  Comparison.Quality quality() {
    return Comparison.Quality.of(ranking, hits, falseAlarms);
  }
}
