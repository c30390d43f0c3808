package io.reprise.bench.lstm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;

/**
 * What one peer did with one shape and batch: sequences a second, and how much of the core's peak
 * that is in training. NaN is what was not measured.
 */
record Result(
    PeerName peer,
    Shape shape,
    int batch,
    double fitPerSecond,
    double outputPerSecond,
    double fractionOfPeak) {

  ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("peer", peer.text())
            .put("features", shape.features())
            .put("steps", shape.steps());
    node.set("units", Json.integers(shape.encoder()));
    return node.put("batch", batch)
        .put("fitPerSecond", measured(fitPerSecond))
        .put("outputPerSecond", measured(outputPerSecond))
        .put("fractionOfPeak", measured(fractionOfPeak));
  }

  private static Double measured(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
