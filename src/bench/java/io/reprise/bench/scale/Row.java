package io.reprise.bench.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;

/**
 * How long something took at one size, and what it cost the driver. {@code rate} is what was done a
 * second, as its part says. What a part does not measure is 0.
 */
record Row(
    String what,
    long series,
    long points,
    int workers,
    double seconds,
    double rate,
    long driverPeakHeapMb,
    long driverBytesPerRound,
    boolean ok) {

  static final String HEADER =
      "what                        series       points  workers         s        rate/s  heap MB  bytes a round";

  String line() {
    return "%-24s %,9d %,12d  %,7d  %8.3f  %,12.2f  %,7d  %,13d%s"
        .formatted(
            what,
            series,
            points,
            workers,
            seconds,
            rate,
            driverPeakHeapMb,
            driverBytesPerRound,
            ok ? "" : "  failed");
  }

  ObjectNode json() {
    return Json.object()
        .put("what", what)
        .put("series", series)
        .put("points", points)
        .put("workers", workers)
        .put("seconds", seconds)
        .put("rate", rate)
        .put("driverPeakHeapMb", driverPeakHeapMb)
        .put("driverBytesPerRound", driverBytesPerRound)
        .put("ok", ok);
  }
}
