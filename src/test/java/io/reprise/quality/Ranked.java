package io.reprise.quality;

import io.reprise.core.report.Ranking;

/** The points of one series as one detector ranks and flags them. */
final class Ranked {

  private final Ranking ranking = new Ranking();
  private long hits;
  private long falseAlarms;

  void add(float error, boolean anomalous, boolean flagged) {
    ranking.add(error, anomalous);
    if (flagged && anomalous) {
      hits++;
    }
    if (flagged && !anomalous) {
      falseAlarms++;
    }
  }

  boolean hasBothClasses() {
    return ranking.normals() > 0 && ranking.anomalies() > 0;
  }

  double averagePrecision() {
    return ranking.averagePrecision();
  }

  double areaUnderCurve() {
    return ranking.areaUnderCurve();
  }

  double bestF1() {
    return ranking.bestF1();
  }

  double f1() {
    return 2.0 * hits / (hits + falseAlarms + ranking.anomalies());
  }

  double falseAlarmRate() {
    return (double) falseAlarms / ranking.normals();
  }
}
