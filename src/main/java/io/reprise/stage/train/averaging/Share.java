package io.reprise.stage.train.averaging;

import io.reprise.core.network.TrainingState;
import java.io.Serializable;

/** What a worker adds to a round; without examples it has no state. */
record Share(Tally tally, TrainingState state) implements Serializable {

  static final Share NONE = new Share(Tally.NONE, null);

  boolean hasTrained() {
    return tally.examples() > 0;
  }
}
