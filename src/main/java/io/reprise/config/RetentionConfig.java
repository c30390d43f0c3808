package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import java.time.Duration;

/**
 * What {@code jobs/expire} leaves under the output.
 *
 * @param keep how many of each kind stay, whatever their age
 * @param grace what is younger is never removed
 */
public record RetentionConfig(Duration age, int keep, Duration grace) {

  public RetentionConfig {
    require(keep >= 1, "retention.keep", keep, "must be at least 1 result of each kind");
    require(
        !grace.isNegative() && !grace.isZero(), "retention.grace", grace, "must be a time above 0");
    require(
        age.compareTo(grace) >= 0,
        "retention.age",
        age,
        "must be no shorter than retention.grace = " + grace);
  }

  static RetentionConfig of(Keys keys) {
    return new RetentionConfig(
        keys.duration("retention.age"),
        keys.integer("retention.keep"),
        keys.duration("retention.grace"));
  }
}
