package io.reprise.core.score;

import io.reprise.core.network.Batch;

/**
 * The network as the scorer sees it: scaled windows in, replayed windows out, of the same layout.
 */
@FunctionalInterface
public interface Replay {

  float[] of(Batch batch);
}
