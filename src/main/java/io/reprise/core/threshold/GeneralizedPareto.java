package io.reprise.core.threshold;

import java.util.Arrays;

/**
 * The distribution of what exceeds a high level, in the limit and whatever the distribution of the
 * whole: bounded for a negative shape, exponential for 0, heavy for a positive one.
 */
record GeneralizedPareto(double shape, double scale) {

  /** Steps on either side of zero in which roots are looked for. */
  private static final int STEPS = 400;

  /** Where the nearest steps to zero lie, in units of one over the mean excess. */
  private static final double NEAREST = 1e-6;

  /** The chance to exceed {@code excess}. */
  double survival(double excess) {
    if (excess <= 0) {
      return 1;
    }
    if (shape == 0) {
      return Math.exp(-excess / scale);
    }
    return Math.pow(Math.max(0, 1 + shape * excess / scale), -1 / shape);
  }

  /** What is exceeded with this chance. */
  double exceededWith(double chance) {
    return shape == 0 ? -scale * Math.log(chance) : scale / shape * (Math.pow(chance, -shape) - 1);
  }

  /**
   * Maximum likelihood by Grimshaw's method (1993), as in SPOT (Siffer et al. 2017): the maximum
   * lies at a root of one function of θ = shape / scale, or at the exponential distribution.
   */
  static GeneralizedPareto fit(double[] excesses) {
    double mean = Arrays.stream(excesses).average().orElseThrow();
    double greatest = Arrays.stream(excesses).max().orElseThrow();
    GeneralizedPareto exponential = new GeneralizedPareto(0, mean);
    double least = Arrays.stream(excesses).min().orElseThrow();
    if (least <= 0 || least == greatest) {
      return exponential;
    }
    // Grimshaw's bounds: no root lies outside of them.
    double lowest = -1 / greatest;
    double highest = 2 * (mean - least) / (least * least);
    double[] thetas = new double[2 * STEPS];
    for (int i = 0; i < STEPS; i++) {
      double share = (double) i / (STEPS - 1);
      // Below zero the steps are dense at both ends: roots crowd at the bound too.
      double below = share < 0.5 ? spread(2 * share) : 1 - spread(2 - 2 * share);
      thetas[STEPS - 1 - i] = lowest * Math.min(below, 1 - 1e-9);
      thetas[STEPS + i] = geometric(NEAREST / mean, Math.max(highest, 2 / mean), share);
    }
    GeneralizedPareto best = exponential;
    double bestLikelihood = best.logLikelihood(excesses);
    for (int i = 0; i + 1 < thetas.length; i++) {
      if (i == STEPS - 1 || score(thetas[i], excesses) * score(thetas[i + 1], excesses) > 0) {
        // The step over zero always holds the root that is zero itself.
        continue;
      }
      GeneralizedPareto found = at(root(thetas[i], thetas[i + 1], excesses), excesses);
      double likelihood = found.logLikelihood(excesses);
      if (likelihood > bestLikelihood) {
        best = found;
        bestLikelihood = likelihood;
      }
    }
    return best;
  }

  /** From a millionth to one half, in equal ratios. */
  private static double spread(double share) {
    return geometric(NEAREST, 0.5, share);
  }

  private static double geometric(double from, double to, double share) {
    return from * Math.pow(to / from, share);
  }

  private static GeneralizedPareto at(double theta, double[] excesses) {
    double shape = 0;
    for (double excess : excesses) {
      shape += Math.log1p(theta * excess);
    }
    shape /= excesses.length;
    return new GeneralizedPareto(shape, shape / theta);
  }

  /** Zero where the likelihood is stationary. */
  private static double score(double theta, double[] excesses) {
    double reciprocals = 0;
    double logarithms = 0;
    for (double excess : excesses) {
      reciprocals += 1 / (1 + theta * excess);
      logarithms += Math.log1p(theta * excess);
    }
    int count = excesses.length;
    return (1 + logarithms / count) * (reciprocals / count) - 1;
  }

  private static double root(double left, double right, double[] excesses) {
    double from = left;
    double to = right;
    double sign = Math.signum(score(from, excesses));
    for (int i = 0; i < 60; i++) {
      double middle = (from + to) / 2;
      if (Math.signum(score(middle, excesses)) == sign) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return (from + to) / 2;
  }

  private double logLikelihood(double[] excesses) {
    double sum = 0;
    for (double excess : excesses) {
      sum += shape == 0 ? excess / scale : (1 + 1 / shape) * Math.log1p(shape * excess / scale);
    }
    return -excesses.length * Math.log(scale) - sum;
  }
}
