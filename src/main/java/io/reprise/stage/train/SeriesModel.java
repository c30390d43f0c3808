package io.reprise.stage.train;

import io.reprise.core.network.Epoch;
import io.reprise.core.network.TrainingState;
import io.reprise.core.training.LossHistory;
import java.io.Serializable;
import java.util.List;

/**
 * The model of one series.
 *
 * @param best the state after the epoch with the lowest validation loss
 * @param diverged the epoch whose losses were not finite numbers, or 0
 */
record SeriesModel(
    String series,
    TrainingState best,
    List<Epoch> history,
    long windows,
    long validationWindows,
    int diverged)
    implements Serializable {

  /** The validation loss with the weights that are kept. */
  double validationLoss() {
    return at(LossHistory.of(history).bestEpoch()).validationLoss();
  }

  /** An epoch, or the last one where the training ended before it. */
  Epoch at(int epoch) {
    return history.get(Math.min(epoch, history.size()) - 1);
  }
}
