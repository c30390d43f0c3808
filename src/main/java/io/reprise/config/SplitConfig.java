package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import java.time.Instant;
import java.util.Optional;

/**
 * Where training ends, where validation ends, and whether labelled anomalies are left out of both.
 */
public record SplitConfig(Part train, Part validation, boolean trainOnNormal) {

  /** The end of a part: an instant or a number of points where given, else a fraction. */
  public record Part(double fraction, Optional<Instant> until, Optional<Integer> firstPoints) {

    private static Part of(Keys keys, String key) {
      return new Part(
          keys.number(key + ".fraction"),
          keys.optional(key + ".until", Keys::instant),
          keys.optional(key + ".first-points", Keys::integer));
    }
  }

  public SplitConfig {
    check("split.train", train);
    check("split.validation", validation);
    require(
        !byFraction(train) || !byFraction(validation) || train.fraction + validation.fraction <= 1,
        "split.validation.fraction",
        validation.fraction,
        "must leave room for split.train.fraction, together at most 1");
    require(
        train.until.isEmpty()
            || validation.until.isEmpty()
            || train.until.get().isBefore(validation.until.get()),
        "split.validation.until",
        validation.until.orElse(null),
        "must be after split.train.until");
    require(
        train.firstPoints.isPresent() == validation.firstPoints.isPresent(),
        "split",
        "first-points",
        "must be set for both train and validation, or for neither");
  }

  /** Whether a part ends at an instant. */
  public boolean byInstant() {
    return train.until.isPresent() || validation.until.isPresent();
  }

  static SplitConfig of(Keys keys) {
    return new SplitConfig(
        Part.of(keys, "split.train"),
        Part.of(keys, "split.validation"),
        keys.flag("split.train-on-normal"));
  }

  private static void check(String key, Part part) {
    require(
        part.fraction > 0 && part.fraction < 1,
        key + ".fraction",
        part.fraction,
        "must be between 0 and 1");
    require(
        part.until.isEmpty() || part.firstPoints.isEmpty(),
        key + ".until",
        part.until.orElse(null),
        "cannot be set beside first-points; drop one of them");
    require(
        part.firstPoints.isEmpty() || part.firstPoints.get() > 0,
        key + ".first-points",
        part.firstPoints.orElse(null),
        "must be at least 1");
  }

  private static boolean byFraction(Part part) {
    return part.until.isEmpty() && part.firstPoints.isEmpty();
  }
}
