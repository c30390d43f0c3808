package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.report.EventRule;
import java.util.Optional;

/** What becomes an event, what is drawn, and the gate for schedulers. */
public record ReportConfig(Optional<Double> failAbove, EventRule events, int replays, int typical) {

  private static final int FEWEST_POINTS = 3;

  public ReportConfig {
    require(
        failAbove.isEmpty() || (failAbove.get() >= 0 && failAbove.get() <= 1),
        "report.fail-above",
        failAbove.orElse(null),
        "must be a fraction from 0 to 1, or null for no gate");
    int tolerance = events.gapTolerance();
    require(tolerance >= 0, "report.gap-tolerance", tolerance, "must be 0 points or more");
    int duration = events.leastDuration();
    require(duration >= 1, "report.least-duration", duration, "must be 1 point or more");
    double spike = events.spike();
    require(spike >= 1, "report.spike", spike, "must be 1 threshold or more");
    require(replays >= 0 && replays <= 100, "report.replays", replays, "must be from 0 to 100");
    require(typical >= 0 && typical <= 100, "report.typical", typical, "must be from 0 to 100");
  }

  /**
   * Averaging makes as many flagged points of a single bad one as it averages: an event must last
   * half as long again. Without averaging, a replay is wrong for a point or two at steep edges.
   */
  private static int usualDuration(int averaged) {
    return Math.max(FEWEST_POINTS, averaged + averaged / 2);
  }

  static ReportConfig of(Keys keys) {
    return new ReportConfig(
        keys.optional("report.fail-above", Keys::number),
        new EventRule(
            keys.integer("report.gap-tolerance"),
            keys.optional("report.least-duration", Keys::integer)
                .orElseGet(() -> usualDuration(ScoringConfig.smooth(keys))),
            keys.number("report.spike")),
        keys.integer("report.replays"),
        keys.integer("report.typical"));
  }
}
