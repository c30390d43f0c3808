package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Span;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Where in a chunk the windows of a part begin. Those with known anomalies are left out if asked.
 */
public record WindowSelection(Windowing windowing, SplitPlan split, boolean normalOnly)
    implements Serializable {

  int[] owned(SplitPart part, Chunk chunk) {
    return normal(chunk, windowing.owned(chunk, split.span(part, chunk)));
  }

  /** Also those that begin before the chunk and cover one of its points. */
  int[] covering(SplitPart part, Chunk chunk) {
    return normal(chunk, windowing.covering(chunk, split.span(part, chunk)));
  }

  private int[] normal(Chunk chunk, int[] starts) {
    return normalOnly
        ? Arrays.stream(starts)
            .filter(start -> chunk.label(start, start + points(chunk, start)) <= 0)
            .toArray()
        : starts;
  }

  int points(Chunk chunk, int start) {
    return windowing.pointsAt(chunk, start);
  }

  /** Whether training or validation looks at a chunk at all. */
  public boolean use(Chunk chunk) {
    Span validation = split.span(SplitPart.VALIDATION, chunk);
    return owned(SplitPart.TRAIN, chunk).length > 0
        || windowing.covering(chunk, validation).length > 0;
  }
}
