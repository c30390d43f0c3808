package io.reprise.core.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what a model does not look at: the level of features that wander. */
public final class WanderingLevels {

  private static final int NAMED = 5;

  private WanderingLevels() {}

  public static Optional<String> warning(List<String> features, List<Integer> wandering) {
    if (wandering.isEmpty()) {
      return Optional.empty();
    }
    String named =
        wandering.stream().limit(NAMED).map(features::get).collect(Collectors.joining(", "));
    int others = wandering.size() - NAMED;
    return Optional.of(
        "These have no level that they come back to, so only their shape was judged"
            + " (normalize.wandering): "
            + named
            + (others > 0 ? " and %,d more".formatted(others) : ""));
  }
}
