package io.reprise.stage.train;

import io.reprise.core.network.NetworkSize;
import io.reprise.core.network.NetworkSpec;
import io.reprise.stage.common.InputRefusedException;

/** Refuses networks and minibatches that are too large for one array, before any is made. */
final class Room {

  private Room() {}

  static void require(NetworkSpec spec, int batch) {
    NetworkSize size = new NetworkSize(spec);
    if (size.spec().parameters() > NetworkSize.MOST_NUMBERS) {
      throw new InputRefusedException(
          "network.encoder = %s and network.decoder = %s have %,d weights with %,d features, more"
              + " than %,d; make them smaller.",
          spec.encoder(),
          spec.decoder(),
          size.spec().parameters(),
          spec.features(),
          NetworkSize.MOST_NUMBERS);
    }
    if (size.numbers(batch) > NetworkSize.MOST_NUMBERS) {
      throw new InputRefusedException(
          "training.batch: a layer holds %,d numbers for a minibatch of %,d windows of %,d steps,"
              + " more than %,d; lower it, or window.length, or the units of network.encoder and"
              + " network.decoder.",
          size.numbers(batch), batch, spec.steps(), NetworkSize.MOST_NUMBERS);
    }
  }
}
