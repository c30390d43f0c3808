package io.reprise.core.training;

import io.reprise.core.network.Epoch;
import io.reprise.core.network.TrainingState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a training needs to go on as if it had not stopped.
 *
 * @param identity what the training rests on, configuration and data, by key
 * @param history the epochs that are over
 * @param progress how far the epoch that follows them has come
 * @param state the averaged state after the last round
 * @param best the state after the epoch with the lowest validation loss, the initial state before
 *     there is one
 */
public record Checkpoint(
    Map<String, String> identity,
    List<Epoch> history,
    EpochProgress progress,
    TrainingState state,
    TrainingState best) {

  public Checkpoint {
    identity = Collections.unmodifiableMap(new TreeMap<>(identity));
    history = List.copyOf(history);
  }

  /** The epoch in which it was made. */
  public int epoch() {
    return history.size() + 1;
  }
}
