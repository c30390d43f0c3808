package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.series.Smoothing;

/**
 * Length and stride of windows in points, and how their errors are smoothed. Length 0 takes each
 * sequence as it is.
 */
public record WindowConfig(int length, int stride, Smoothing smoothing) {

  public WindowConfig {
    require(
        length >= 0 && length <= 1 << 16,
        "window.length",
        length,
        "must be from 0 to 65536 points");
    require(
        stride > 0 && (length == 0 || stride <= length),
        "window.stride",
        stride,
        "must be from 1 to window.length, or points between windows are never judged");
  }

  static WindowConfig of(Keys keys) {
    return new WindowConfig(
        keys.integer("window.length"),
        keys.integer("window.stride"),
        smoothing(keys.integer("window.smooth-points"), keys.flag("window.smooth")));
  }

  private static Smoothing smoothing(int points, boolean windows) {
    require(points % 2 == 1, "window.smooth-points", points, "must be odd: 1, 3, 5 or more");
    require(
        points <= Smoothing.MOST_POINTS,
        "window.smooth-points",
        points,
        "must be at most %d, from one end of the longest window to the other"
            .formatted(Smoothing.MOST_POINTS));
    return new Smoothing(points, 1, windows);
  }
}
