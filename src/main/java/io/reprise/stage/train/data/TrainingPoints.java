package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Span;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import java.io.Serializable;
import java.util.function.IntConsumer;

/** The points of chunks that a model learns from. Those of halos belong to other chunks. */
public record TrainingPoints(SplitPlan split, boolean sequences, boolean normalOnly)
    implements Serializable {

  void forEach(Chunk chunk, IntConsumer point) {
    Span span = split.span(SplitPart.TRAIN, chunk);
    for (int i = chunk.before(); i < chunk.end(); i++) {
      boolean trains = sequences ? !span.isEmpty() : span.contains(chunk.time(i));
      if (trains && chunk.present(i) && (!normalOnly || chunk.label(i, i + 1) <= 0)) {
        point.accept(i);
      }
    }
  }
}
