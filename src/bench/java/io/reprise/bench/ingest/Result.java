package io.reprise.bench.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;

/** What ingest took, and what a plain sort of the same rows took in the same run. */
record Result(long rows, int series, double seconds, double plainSortSeconds, long peakHeapMb) {

  double ratio() {
    return seconds / plainSortSeconds;
  }

  String line() {
    return "%,12d  %,6d  %9.1f  %12.1f  %6.2f  %,7d"
        .formatted(rows, series, seconds, plainSortSeconds, ratio(), peakHeapMb);
  }

  ObjectNode json() {
    return Json.object()
        .put("rows", rows)
        .put("series", series)
        .put("seconds", seconds)
        .put("plainSortSeconds", plainSortSeconds)
        .put("ratio", ratio())
        .put("peakHeapMb", peakHeapMb);
  }
}
