package io.reprise.core.plan;

/** The parts of each series that train the model, calibrate its threshold, and are judged. */
public record Shares(double training, double validation, double judged) {

  /** Nothing is trained on. */
  public static final Shares ALL_JUDGED = new Shares(0, 0, 1);

  /** What the first two leave is judged. */
  public static Shares of(double training, double validation) {
    double first = within(training, 1);
    double second = within(validation, 1 - first);
    return new Shares(first, second, 1 - first - second);
  }

  /** The first points of each series. */
  public static Shares ofPoints(int training, int validation, double pointsOfSeries) {
    double points = Math.max(1, pointsOfSeries);
    return of(training / points, validation / points);
  }

  private static double within(double share, double most) {
    return Math.max(0, Math.min(most, share));
  }

  public Shares withJudged(double share) {
    return new Shares(training, validation, share);
  }
}
