package io.reprise.core.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * Merges flagged stretches, which come by series and in order of time, into events: two of one
 * series become one event where at most {@code tolerance} unflagged points lie between them.
 */
public final class EventMerger implements Iterator<Event> {

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

  private final Iterator<Flagged> flagged;
  private final int tolerance;
  private final List<String> features;
  private Flagged next;

  public EventMerger(Iterator<Flagged> flagged, int tolerance, List<String> features) {
    this.flagged = flagged;
    this.tolerance = tolerance;
    this.features = features;
    this.next = flagged.hasNext() ? flagged.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Event next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Flagged first = next;
    long end = first.end();
    Flagged peak = first;
    double[] shares = new double[features.size()];
    do {
      end = Math.max(end, next.end());
      peak = WORSE.compare(next, peak) > 0 ? next : peak;
      for (int f = 0; f < next.featureErrors().length; f++) {
        shares[f] += next.featureErrors()[f];
      }
      next = flagged.hasNext() ? flagged.next() : null;
    } while (next != null && continues(first, end));
    return new Event(
        first.series(),
        first.timed(),
        first.start(),
        end,
        peak.error(),
        peak.severity(),
        ranked(shares));
  }

  private boolean continues(Flagged first, long end) {
    return first.period() > 0
        && next.series().equals(first.series())
        && (next.start() - end - 1) / first.period() <= tolerance;
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
