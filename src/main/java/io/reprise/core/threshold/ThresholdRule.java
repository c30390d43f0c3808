package io.reprise.core.threshold;

import io.reprise.core.normalize.Moments;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;

/** How a threshold follows from validation errors. What is judged does not influence it. */
public sealed interface ThresholdRule extends Serializable {

  double value(Calibration validation);

  /** The errors of normal data, from which the false-alarm rate is estimated. */
  default ErrorSummary normal(Calibration validation) {
    return validation.errors();
  }

  /** The number that sets the rule. */
  double k();

  /** The key of that number. */
  default String key() {
    return "threshold.k";
  }

  /** The rule's number as people set it. */
  default String setting() {
    return key() + " = " + withoutRounding(k());
  }

  /** A number without the digits that halving and doubling leave behind. */
  private static String withoutRounding(double number) {
    return new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** The same rule, set to flag less. */
  ThresholdRule stricter();

  /** The same rule, set to flag more. */
  ThresholdRule laxer();

  /** Why the validation errors are too few for this rule; empty where they are enough. */
  Optional<String> shortage(Calibration validation);

  default String ruleName() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** A number of deviations above the middle of the errors. */
  sealed interface Deviations extends ThresholdRule {

    int FEWEST = 30;

    @Override
    default Optional<String> shortage(Calibration validation) {
      long count = validation.errors().count();
      return Shortage.of(
          count < FEWEST,
          "%s and deviation of only %d validation errors say little; enlarge split.validation.",
          this instanceof Sigma ? "Mean" : "Median",
          count);
    }

    Deviations with(double k);

    @Override
    default ThresholdRule stricter() {
      return with(k() + 0.5);
    }

    @Override
    default ThresholdRule laxer() {
      return with(k() > 1 ? k() - 0.5 : k() / 2);
    }
  }

  /** Mean plus k standard deviations. */
  record Sigma(double k) implements Deviations {

    @Override
    public double value(Calibration validation) {
      Moments moments = validation.errors().requireAny().moments();
      return moments.mean() + k * moments.deviation();
    }

    @Override
    public Deviations with(double other) {
      return new Sigma(other);
    }
  }

  /**
   * Median plus k times the median distance from it, scaled to the standard deviation of a normal
   * distribution. A few great errors hardly move it.
   */
  record Mad(double k) implements Deviations {

    private static final double TO_DEVIATION = 1.4826;

    @Override
    public double value(Calibration validation) {
      ErrorSummary errors = validation.errors();
      double median = errors.quantile(0.5);
      return median + k * TO_DEVIATION * errors.medianDistance(median);
    }

    @Override
    public Deviations with(double other) {
      return new Mad(other);
    }
  }

  /** The value that a fraction of the validation errors does not exceed. */
  record Quantile(double quantile) implements ThresholdRule {

    @Override
    public double value(Calibration validation) {
      return validation.errors().quantile(quantile);
    }

    @Override
    public double k() {
      return quantile;
    }

    @Override
    public String key() {
      return "threshold.quantile";
    }

    @Override
    public Optional<String> shortage(Calibration validation) {
      return Shortage.ofTail(this, 1 - quantile, validation);
    }

    @Override
    public ThresholdRule stricter() {
      return new Quantile(1 - (1 - quantile) / 2);
    }

    @Override
    public ThresholdRule laxer() {
      return new Quantile(Math.max(quantile / 2, 1 - 2 * (1 - quantile)));
    }
  }

  /** The least value that at most this share of the validation errors exceeds. */
  record Contamination(double contamination) implements ThresholdRule {

    @Override
    public double value(Calibration validation) {
      return validation.errors().quantile(1 - contamination);
    }

    @Override
    public double k() {
      return contamination;
    }

    @Override
    public String key() {
      return "threshold.contamination";
    }

    @Override
    public Optional<String> shortage(Calibration validation) {
      return Shortage.ofTail(this, contamination, validation);
    }

    @Override
    public ThresholdRule stricter() {
      return new Contamination(contamination / 2);
    }

    @Override
    public ThresholdRule laxer() {
      return new Contamination(Math.min(2 * contamination, (1 + contamination) / 2));
    }
  }

  /**
   * Peaks over threshold: a generalized Pareto tail is fitted to the greatest errors. The threshold
   * is the value that an error exceeds with the chance {@code risk}. It may lie beyond all of them.
   */
  record Pot(double risk) implements ThresholdRule {

    /**
     * A fitted tail is trusted up to events a hundred times rarer than a single validation error.
     */
    private static final double FARTHEST = 0.01;

    @Override
    public double value(Calibration validation) {
      return PeaksOverThreshold.of(validation.errors()).exceededWith(risk);
    }

    @Override
    public double k() {
      return risk;
    }

    @Override
    public String key() {
      return "threshold.risk";
    }

    @Override
    public Optional<String> shortage(Calibration validation) {
      ErrorSummary errors = validation.errors();
      int peaks = PeaksOverThreshold.of(errors).peaks();
      return Shortage.of(
              peaks < PeaksOverThreshold.FEWEST_PEAKS,
              "threshold.rule = pot has a tail of only %d of %d validation errors to go by, and"
                  + " needs %d; enlarge split.validation.",
              peaks,
              errors.count(),
              PeaksOverThreshold.FEWEST_PEAKS)
          .or(
              () ->
                  Shortage.of(
                      risk * errors.count() < FARTHEST,
                      "threshold.risk = %s is far beyond what %d validation errors can tell;"
                          + " enlarge split.validation, or take a risk of %.1g or more.",
                      risk,
                      errors.count(),
                      FARTHEST / errors.count()));
    }

    @Override
    public ThresholdRule stricter() {
      return new Pot(risk / 2);
    }

    @Override
    public ThresholdRule laxer() {
      return new Pot(Math.min(2 * risk, (1 + risk) / 2));
    }
  }

  /** The value k itself, for those who know it. */
  record Fixed(double k) implements ThresholdRule {

    @Override
    public double value(Calibration validation) {
      return k;
    }

    @Override
    public Optional<String> shortage(Calibration validation) {
      return Optional.empty();
    }

    @Override
    public ThresholdRule stricter() {
      return new Fixed(k * 1.25);
    }

    @Override
    public ThresholdRule laxer() {
      return new Fixed(k / 1.25);
    }
  }

  /**
   * The value that divides labelled validation errors with the best F1, halfway to the next error,
   * times {@code factor}. The factor is 1 for the rule itself and another for its neighbours.
   */
  record Labels(double factor) implements ThresholdRule {

    public Labels() {
      this(1);
    }

    @Override
    public double value(Calibration validation) {
      return factor * bestDivision(labelled(validation));
    }

    @Override
    public ErrorSummary normal(Calibration validation) {
      return labelled(validation).normal();
    }

    @Override
    public double k() {
      return factor;
    }

    @Override
    public String key() {
      return "threshold.rule";
    }

    @Override
    public String setting() {
      return factor == 1 ? "best F1" : "best F1 × " + ThresholdRule.withoutRounding(factor);
    }

    @Override
    public Optional<String> shortage(Calibration validation) {
      long anomalous = labelled(validation).anomalous().count();
      return Shortage.of(
          anomalous < ErrorSummary.COUNTED,
          "threshold.rule = labels has only %d labelled anomalies in validation to go by; move"
              + " split.validation over more of them.",
          anomalous);
    }

    @Override
    public ThresholdRule stricter() {
      return new Labels(factor * 1.25);
    }

    @Override
    public ThresholdRule laxer() {
      return new Labels(factor / 1.25);
    }

    private static Calibration.Labelled labelled(Calibration validation) {
      return validation
          .labelled()
          .orElseThrow(
              () ->
                  new CalibrationException(
                      "threshold.rule = labels: the validation part of the model's archive shows no"
                          + " labelled anomalies beside normal data; move split.validation over"
                          + " some and train again, or take another rule."));
    }

    /** The best division. Of equally good ones it is the greatest. */
    private static double bestDivision(Calibration.Labelled labelled) {
      NavigableSet<Float> errors = labelled.errors();
      float best = errors.first();
      double bestF1 = 0;
      for (float error : errors) {
        double f1 = labelled.f1(error);
        if (f1 >= bestF1) {
          best = error;
          bestF1 = f1;
        }
      }
      Float next = errors.higher(best);
      return next == null ? best : (best + next) / 2.0;
    }
  }
}
