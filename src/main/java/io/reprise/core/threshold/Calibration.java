package io.reprise.core.threshold;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What thresholds of one level, sequences or points, are calibrated on: the validation errors; the
 * labelled ones by class, where the labels showed both; and those of each series, where the model
 * was trained for thresholds by series.
 */
public record Calibration(
    ErrorSummary errors, Optional<Labelled> labelled, Map<String, ErrorSummary> bySeries)
    implements Serializable {

  /** So many validation errors of a series tell its threshold without those of the others. */
  static final int ENOUGH = 100;

  public Calibration {
    bySeries = Collections.unmodifiableMap(new TreeMap<>(bySeries));
  }

  public static Calibration of(ValidationErrors errors, Map<String, ErrorSummary> bySeries) {
    boolean bothClasses =
        errors.normal().moments().count() > 0 && errors.anomalous().moments().count() > 0;
    return new Calibration(
        ErrorSummary.of(errors.calibrating()),
        bothClasses
            ? Optional.of(
                new Labelled(ErrorSummary.of(errors.normal()), ErrorSummary.of(errors.anomalous())))
            : Optional.empty(),
        bySeries);
  }

  /** One threshold for all series. */
  public Threshold threshold(ThresholdRule rule) {
    double value = rule.value(this);
    return threshold(rule, value, Map.of(), rule.normal(this).chanceAbove(value));
  }

  /**
   * A threshold for each series that has enough validation errors. With fewer it lies between its
   * own and that of all series, and without any it is the latter.
   */
  public Threshold thresholdBySeries(ThresholdRule rule) {
    if (bySeries.isEmpty()) {
      throw new CalibrationException(
          "threshold.scope = series: the model was trained without errors by series; train again"
              + " with this scope, or set threshold.scope = global.");
    }
    Map<String, Double> values = new TreeMap<>();
    double value = rule.value(this);
    double alarms = 0;
    long count = 0;
    for (Map.Entry<String, ErrorSummary> entry : bySeries.entrySet()) {
      ErrorSummary own = entry.getValue();
      if (own.count() == 0) {
        continue;
      }
      double ofSeries = rule.value(new Calibration(own, Optional.empty(), Map.of()));
      double trust = Math.min(1, (double) own.count() / ENOUGH);
      double level = trust * ofSeries + (1 - trust) * value;
      values.put(entry.getKey(), level);
      alarms += own.count() * own.chanceAbove(level);
      count += own.count();
    }
    return threshold(rule, value, values, alarms / count);
  }

  /** How many validation errors a threshold flags. */
  public long flagged(Threshold threshold) {
    if (threshold.bySeries().isEmpty()) {
      return errors.countAbove(threshold.value());
    }
    return bySeries.entrySet().stream()
        .mapToLong(entry -> entry.getValue().countAbove(threshold.forSeries(entry.getKey())))
        .sum();
  }

  /** Why the validation errors are too few for a rule; empty where they are enough. */
  List<String> shortages(ThresholdRule rule) {
    Calibration fewest =
        bySeries.values().stream()
            .filter(own -> own.count() >= ENOUGH)
            .min(Comparator.comparingLong(ErrorSummary::count))
            .map(own -> new Calibration(own, Optional.empty(), Map.of()))
            .orElse(this);
    return rule.shortage(fewest).stream().toList();
  }

  private Threshold threshold(
      ThresholdRule rule, double value, Map<String, Double> values, double falseAlarmRate) {
    return new Threshold(
        rule, value, errors.moments().mean(), errors.moments().deviation(), falseAlarmRate, values);
  }

  /** Errors by what their labels say. */
  public record Labelled(ErrorSummary normal, ErrorSummary anomalous) implements Serializable {

    /** Every error that is kept, of either class. */
    NavigableSet<Float> errors() {
      NavigableSet<Float> all = new TreeSet<>();
      for (ErrorSummary summary : List.of(normal, anomalous)) {
        for (float[] kept : List.of(summary.quantiles(), summary.tail())) {
          for (float error : kept) {
            all.add(error);
          }
        }
      }
      return all;
    }

    /** The F1 of flagging what lies above {@code value}. */
    double f1(double value) {
      long hits = anomalous.countAbove(value);
      long flagged = hits + normal.countAbove(value);
      return 2.0 * hits / (flagged + anomalous.count());
    }
  }
}
