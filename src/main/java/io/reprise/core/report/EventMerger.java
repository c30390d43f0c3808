package io.reprise.core.report;

import io.reprise.core.iterate.LookAhead;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Merges flagged stretches into events. They must come by series and in order of time. The rule
 * says when two stretches of a series become one event, and when an event is dropped. Sequences
 * without a period are neither merged nor dropped.
 */
public final class EventMerger extends LookAhead<Event> {

  /**
   * A flagged point or sequence. {@code period} is the distance to the next point in the unit of
   * its times; sequences have 0 and are never merged. {@code featureErrors} may be empty where
   * unknown.
   */
  public record Flagged(
      String series,
      boolean timed,
      long start,
      long end,
      long period,
      float error,
      double threshold,
      float[] featureErrors) {

    double severity() {
      return Event.severityOf(error, threshold);
    }
  }

  private static final Comparator<Flagged> WORSE =
      Comparator.comparingDouble(Flagged::severity).thenComparingDouble(Flagged::error);

  private final LookAhead<Flagged> flagged;
  private final EventRule rule;
  private final List<String> features;

  public EventMerger(Iterator<Flagged> flagged, EventRule rule, List<String> features) {
    this.flagged = LookAhead.over(flagged);
    this.rule = rule;
    this.features = features;
  }

  /** The next event that the rule lets count. */
  @Override
  protected Event find() {
    Event event = null;
    while (event == null && flagged.hasNext()) {
      event = mergeFrom(flagged.peek());
    }
    return event;
  }

  /** The event that begins here, or null where it does not count. */
  private Event mergeFrom(Flagged first) {
    long end = first.end();
    Flagged peak = first;
    double[] shares = new double[features.size()];
    do {
      Flagged next = flagged.next();
      end = Math.max(end, next.end());
      peak = WORSE.compare(next, peak) > 0 ? next : peak;
      for (int f = 0; f < next.featureErrors().length; f++) {
        shares[f] += next.featureErrors()[f];
      }
    } while (flagged.hasNext() && continues(first, end, flagged.peek()));
    return counts(first, end, peak)
        ? new Event(
            first.series(),
            first.timed(),
            first.start(),
            end,
            peak.error(),
            peak.severity(),
            ranked(shares))
        : null;
  }

  private boolean counts(Flagged first, long end, Flagged peak) {
    return first.period() == 0
        || rule.counts(1 + (end - first.start()) / first.period(), peak.error(), peak.threshold());
  }

  private boolean continues(Flagged first, long end, Flagged next) {
    return first.period() > 0
        && next.series().equals(first.series())
        && (next.start() - end - 1) / first.period() <= rule.gapTolerance();
  }

  /** The features that carry at least a tenth of the error, the heaviest first. */
  private List<String> ranked(double[] shares) {
    double total = Arrays.stream(shares).sum();
    return IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble(f -> -shares[f]))
        .filter(f -> shares[f] > 0 && shares[f] >= 0.1 * total)
        .map(features::get)
        .toList();
  }
}
