package io.reprise.core.report;

import io.reprise.core.network.Detector;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How principal components, the yardstick, judge beside the model at one level.
 *
 * @param components how many there are
 * @param threshold theirs
 * @param flagged by them
 */
public record Comparison(
    String level,
    int components,
    double threshold,
    long judged,
    long flagged,
    long flaggedByModel,
    long flaggedByBoth,
    Optional<AgainstLabels> againstLabels) {

  /** A difference of average precision below this says little. */
  private static final double NOTABLE = 0.02;

  /** How well errors tell anomalous from normal, and what the threshold makes of it. */
  public record Quality(double averagePrecision, double areaUnderCurve, double bestF1, double f1) {

    public static Quality of(Ranking ranking, long hits, long falseAlarms) {
      return new Quality(
          ranking.averagePrecision(),
          ranking.areaUnderCurve(),
          ranking.bestF1(),
          Evaluation.of("", ranking, hits, falseAlarms).f1());
    }
  }

  /** Both, where the labels show both classes. */
  public record AgainstLabels(Quality model, Quality baseline) {}

  /** Of what either flags, the share that both flag; empty where neither flags anything. */
  public OptionalDouble agreement() {
    long either = flagged + flaggedByModel - flaggedByBoth;
    return either == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) flaggedByBoth / either);
  }

  /** For the console. */
  public String sentence() {
    String agreed =
        agreement().isPresent()
            ? format(
                "of the %2$,d %3$ss that either flags, both flag %1$,d",
                flaggedByBoth, flagged + flaggedByModel - flaggedByBoth, level)
            : format("neither flags a %s", level);
    return againstLabels()
        .map(
            labels ->
                format(
                    "; average precision %.3f, the model's %.3f",
                    labels.baseline().averagePrecision(), labels.model().averagePrecision()))
        .map(quality -> beside() + agreed + quality)
        .orElse(beside() + agreed);
  }

  private String beside() {
    return format("Yardstick (%,d principal components): ", components);
  }

  /** Tells that the archive is better served by the simple method. */
  public Optional<String> warning(Detector detector) {
    return againstLabels
        .filter(
            labels ->
                labels.baseline().averagePrecision() > labels.model().averagePrecision() + NOTABLE)
        .map(
            labels ->
                format(
                    "Against the labels, by %s, plain principal components do better than the"
                        + " model (average precision %.3f, the model's %.3f): train again with"
                        + " scoring.detector = %s.",
                    level,
                    labels.baseline().averagePrecision(),
                    labels.model().averagePrecision(),
                    detector == Detector.BOTH ? "pca" : "pca or both"));
  }

  private static String format(String sentence, Object... arguments) {
    return String.format(Locale.ROOT, sentence, arguments);
  }
}
