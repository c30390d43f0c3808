package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import java.util.Optional;

/** What becomes an event, what is drawn, and the gate for schedulers. */
public record ReportConfig(
    Optional<Double> failAbove, int gapTolerance, int leastDuration, int replays) {

  public ReportConfig {
    require(
        failAbove.isEmpty() || (failAbove.get() >= 0 && failAbove.get() <= 1),
        "report.fail-above",
        failAbove.orElse(null),
        "must be a fraction from 0 to 1, or null for no gate");
    require(gapTolerance >= 0, "report.gap-tolerance", gapTolerance, "must be 0 points or more");
    require(leastDuration >= 1, "report.least-duration", leastDuration, "must be 1 point or more");
    require(replays >= 0 && replays <= 100, "report.replays", replays, "must be from 0 to 100");
  }
}
