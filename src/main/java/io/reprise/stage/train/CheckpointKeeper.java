package io.reprise.stage.train;

import io.reprise.config.TrainingConfig.CheckpointConfig;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.training.Checkpoint;
import io.reprise.core.training.EpochProgress;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.CheckpointStore;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Decides when a training writes a checkpoint, and finds the one from which it can go on. */
final class CheckpointKeeper {

  private static final double NANOSECONDS_A_MINUTE = 60e9;

  private final CheckpointStore store;
  private final CheckpointConfig when;
  private final String run;
  private String newest;
  private int roundsSince;
  private long writtenAt = System.nanoTime();

  CheckpointKeeper(CheckpointStore store, CheckpointConfig when, String run) {
    this.store = store;
    this.when = when;
    this.run = run;
  }

  /**
   * The newest complete checkpoint of this run, or else of any, which must be one of this training.
   */
  Optional<Checkpoint> resume(Map<String, String> fingerprint, NetworkSpec network) {
    Optional<String> found = store.newest(run);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    newest = found.get();
    Checkpoint checkpoint = store.read(newest);
    TrainingFingerprint.require(fingerprint, checkpoint.identity(), newest);
    if (!checkpoint.state().fits(network) || !checkpoint.best().fits(network)) {
      throw new InputRefusedException(
          "The checkpoint %s has not as many parameters as its network; set training.resume = false"
              + " to begin anew.",
          newest);
    }
    return Optional.of(checkpoint);
  }

  /** Counts a round and says whether it is time for a checkpoint. */
  boolean isDue() {
    roundsSince++;
    double minutes = (System.nanoTime() - writtenAt) / NANOSECONDS_A_MINUTE;
    return (when.rounds() > 0 && roundsSince >= when.rounds())
        || (when.minutes() > 0 && minutes >= when.minutes());
  }

  Path write(Checkpoint checkpoint) {
    EpochProgress progress = checkpoint.progress();
    String name = CheckpointStore.name(run, checkpoint.epoch(), progress.rounds());
    store.write(name, checkpoint);
    if (newest != null && !newest.equals(name)) {
      store.delete(newest);
    }
    newest = name;
    roundsSince = 0;
    writtenAt = System.nanoTime();
    return store.directory(newest);
  }

  /** Deletes the checkpoint, which is no longer needed once the model is published. */
  void clear() {
    if (newest != null) {
      store.delete(newest);
    }
  }
}
