package io.reprise.core.synthetic;

import java.time.Instant;
import java.util.List;

/** A labelled fault: active from {@code start}, no longer at {@code end}. */
public record Fault(
    String series, Instant start, Instant end, FaultKind kind, List<Feature> features) {
  public Fault {
    Require.that(start.isBefore(end), "fault from %s to %s is empty. End it later", start, end);
    Require.that(!features.isEmpty(), "fault at %s has no features. Name one or more", start);
    features = List.copyOf(features);
  }
}
