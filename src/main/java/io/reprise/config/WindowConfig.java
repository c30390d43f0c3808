package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

/**
 * Length and stride of windows, in points, and whether points have the errors of whole windows;
 * length 0 takes sequences as they are.
 */
public record WindowConfig(int length, int stride, boolean smooth) {

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
}
