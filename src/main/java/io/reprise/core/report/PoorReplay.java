package io.reprise.core.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds features that the model replays far worse than their mean alone would. */
public final class PoorReplay {

  /** The squared errors are then eleven times the variance. */
  private static final double LEAST = -10;

  private PoorReplay() {}

  /** Names the worst of them, by R². */
  public static Optional<String> warning(Map<String, Double> determination) {
    long poor = determination.values().stream().filter(each -> each < LEAST).count();
    return determination.entrySet().stream()
        .filter(each -> each.getValue() < LEAST)
        .min(Map.Entry.<String, Double>comparingByValue(Comparator.naturalOrder()))
        .map(worst -> sentence(worst.getKey(), worst.getValue(), poor));
  }

  private static String sentence(String feature, double determination, long poor) {
    return String.format(
        Locale.ROOT,
        "The replay of %s%s is far worse than its mean would be (R² %.2g): a value in training may"
            + " dwarf all others, or what is judged is of another kind; set clean.bounds, or leave"
            + " the feature out.",
        feature,
        poor == 1 ? "" : " and of %,d more features".formatted(poor - 1),
        determination);
  }
}
