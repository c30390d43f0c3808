package io.reprise.bench.lstm;

import java.util.Map;

/**
 * All peers on one shape and batch, and where Reprise spends its time; no shares of no training.
 */
record Comparison(
    Shape shape,
    int batch,
    Map<PeerName, Result> results,
    Map<Part, Double> fitShares,
    Map<Part, Double> outputShares) {

  double fitRatio(PeerName peer) {
    return results.get(PeerName.REPRISE).fitPerSecond() / results.get(peer).fitPerSecond();
  }

  double outputRatio(PeerName peer) {
    return results.get(PeerName.REPRISE).outputPerSecond() / results.get(peer).outputPerSecond();
  }
}
