package io.reprise.bench.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import java.util.OptionalLong;

/**
 * A row of {@code scale.json}. {@code rate} is points a second. The driver's numbers are null where
 * they were not measured.
 */
record Measured(
    String what,
    long series,
    long points,
    int workers,
    double seconds,
    OptionalLong driverPeakHeapMb,
    OptionalLong driverBytesPerRound,
    boolean ok) {

  double rate() {
    return points / seconds;
  }

  String line() {
    return "%-24s  %,9d  %,12d  %,7d  %9.1f  %,12.0f  %9s  %13s  %s"
        .formatted(
            what,
            series,
            points,
            workers,
            seconds,
            rate(),
            text(driverPeakHeapMb),
            text(driverBytesPerRound),
            ok ? "ok" : "FAILED");
  }

  static String heading() {
    return "%-24s  %9s  %12s  %7s  %9s  %12s  %9s  %13s"
        .formatted(
            "what",
            "series",
            "points",
            "workers",
            "seconds",
            "points/s",
            "driver MB",
            "bytes a round");
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? "%,d".formatted(number.getAsLong()) : "-";
  }

  ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("what", what)
            .put("series", series)
            .put("points", points)
            .put("workers", workers)
            .put("seconds", seconds)
            .put("rate", rate());
    put(node, "driverPeakHeapMb", driverPeakHeapMb);
    put(node, "driverBytesPerRound", driverBytesPerRound);
    return node.put("ok", ok);
  }

  private static void put(ObjectNode node, String field, OptionalLong number) {
    if (number.isPresent()) {
      node.put(field, number.getAsLong());
    } else {
      node.putNull(field);
    }
  }
}
