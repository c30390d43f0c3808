package io.reprise.core.report;

/** How the flags compare with the labels at one level; 1, anomalous, is the positive class. */
public record Evaluation(
    String level,
    double areaUnderCurve,
    double averagePrecision,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives) {

  public static Evaluation of(String level, Ranking ranking, long hits, long falseAlarms) {
    return new Evaluation(
        level,
        ranking.areaUnderCurve(),
        ranking.averagePrecision(),
        hits,
        falseAlarms,
        ranking.normals() - falseAlarms,
        ranking.anomalies() - hits);
  }

  public double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  public double recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  public double f1() {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  public double balancedAccuracy() {
    return (recall() + ratio(trueNegatives, trueNegatives + falsePositives)) / 2;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
