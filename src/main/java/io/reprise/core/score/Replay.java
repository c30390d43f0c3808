package io.reprise.core.score;

import io.reprise.core.network.Batch;
import io.reprise.core.network.Replayed;

/** The network as the scorer sees it: scaled windows in, replayed windows out. */
@FunctionalInterface
public interface Replay {

  Replayed replay(Batch batch);
}
