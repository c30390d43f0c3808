package io.reprise.bench.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;

/** What scoring took, and how many windows a second the bare layers replayed around it. */
record Result(long sequences, double seconds, double kernelOnlyPerSecond, long peakHeapMb) {

  double perSecond() {
    return sequences / seconds;
  }

  double ratio() {
    return perSecond() / kernelOnlyPerSecond;
  }

  String line() {
    return "%,11d  %8.1f  %,12.0f  %,15.0f  %6.2f  %,7d"
        .formatted(sequences, seconds, perSecond(), kernelOnlyPerSecond, ratio(), peakHeapMb);
  }

  ObjectNode json() {
    return Json.object()
        .put("sequences", sequences)
        .put("seconds", seconds)
        .put("perSecond", perSecond())
        .put("kernelOnlyPerSecond", kernelOnlyPerSecond)
        .put("ratio", ratio())
        .put("peakHeapMb", peakHeapMb);
  }
}
