package io.reprise.core.training;

import io.reprise.core.network.Epoch;
import java.util.List;

/** The validation losses of the epochs so far. */
public record LossHistory(List<Double> values) {

  public LossHistory {
    values = List.copyOf(values);
  }

  public static LossHistory of(List<Epoch> history) {
    return new LossHistory(history.stream().map(Epoch::validationLoss).toList());
  }

  /** The epoch with the lowest loss, the first of equals; 0 before the first. */
  public int bestEpoch() {
    int best = 0;
    for (int epoch = 1; epoch <= values.size(); epoch++) {
      if (best == 0 || values.get(epoch - 1) < values.get(best - 1)) {
        best = epoch;
      }
    }
    return best;
  }

  /**
   * Epochs since the loss last fell below the best before it by more than {@code least}, a fraction
   * of that best. Smaller steps do not add up.
   */
  public int sinceImprovement(double least) {
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    for (double loss : values) {
      since++;
      if (improves(loss, best, least)) {
        best = loss;
        since = 0;
      }
    }
    return since;
  }

  static boolean improves(double loss, double best, double least) {
    return loss < best * (1 - least);
  }
}
