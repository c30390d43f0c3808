package io.reprise.core.plan;

/** How many windows train the model, how many calibrate its threshold, and how many are judged. */
public record WindowCounts(long training, long validation, long judged) {

  /** Windows of {@code length} points, 0 for whole sequences, every {@code stride} points. */
  public static WindowCounts of(ArchiveSize size, Shares shares, int length, int stride) {
    return new WindowCounts(
        count(size, shares.training(), length, stride),
        count(size, shares.validation(), length, stride),
        count(size, shares.judged(), length, stride));
  }

  private static long count(ArchiveSize size, double share, int length, int stride) {
    double series = size.series();
    double points = size.pointsOfSeries();
    if (size.sequences()) {
      series *= share;
    } else {
      points *= share;
    }
    double ofSeries =
        length == 0 || (size.sequences() && points <= length)
            ? 1
            : Math.max(0, Math.floor((points - length) / stride) + 1);
    return Math.round(series * ofSeries);
  }
}
