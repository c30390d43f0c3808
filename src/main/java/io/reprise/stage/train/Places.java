package io.reprise.stage.train;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.Span;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.io.Serializable;
import java.util.Arrays;

/** Where in a chunk the windows of a part begin, those with known anomalies left out if asked. */
record Places(Windowing windowing, SplitPlan split, boolean normalOnly) implements Serializable {

  int[] owned(Part part, Chunk chunk) {
    int[] starts = windowing.owned(chunk, split.span(part, chunk));
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
  boolean use(Chunk chunk) {
    Span validation = split.span(Part.VALIDATION, chunk);
    return owned(Part.TRAIN, chunk).length > 0 || windowing.covering(chunk, validation).length > 0;
  }
}
