package io.reprise.bench.lstm;

import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All peers on one shape and batch, and where Reprise spends its time; no shares of no training.
 */
record Comparison(
    Shape shape,
    int batch,
    Map<PeerName, Result> results,
    Map<Part, Double> fitShares,
    Map<Part, Double> outputShares) {

  /** NaN for a peer that this processor cannot run. */
  double of(PeerName peer, ToDoubleFunction<Result> figure) {
    return Optional.ofNullable(results.get(peer)).map(figure::applyAsDouble).orElse(Double.NaN);
  }
}
