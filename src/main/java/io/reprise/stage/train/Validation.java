package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.score.Judging;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.threshold.ErrorDistribution;
import io.reprise.stage.score.ChunkScoring;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Replays the validation part of the chunks and gathers its errors, of windows and of points. */
record Validation(Autoencoder autoencoder, Judging judging, SplitPlan split, boolean normalOnly)
    implements Serializable {

  /** Errors of windows and of points. */
  record Errors(ErrorDistribution windows, ErrorDistribution points) implements Serializable {

    Errors() {
      this(new ErrorDistribution(), new ErrorDistribution());
    }

    Errors merge(Errors other) {
      windows.merge(other.windows);
      points.merge(other.points);
      return this;
    }
  }

  Errors errors(JavaRDD<Chunk> chunks, float[] parameters) {
    Broadcast<float[]> broadcast =
        JavaSparkContext.fromSparkContext(chunks.context()).broadcast(parameters);
    try {
      List<Errors> parts = chunks.mapPartitions(some -> errors(some, broadcast)).collect();
      return parts.stream().reduce(new Errors(), Errors::merge);
    } finally {
      broadcast.destroy();
    }
  }

  private Iterator<Errors> errors(Iterator<Chunk> chunks, Broadcast<float[]> parameters) {
    Errors errors = new Errors();
    new ChunkScoring(autoencoder, judging, split, Part.VALIDATION, parameters)
        .over(chunks)
        .forEachRemaining(scored -> add(errors, scored));
    return List.of(errors).iterator();
  }

  private void add(Errors errors, ScoredChunk scored) {
    Chunk chunk = scored.chunk();
    for (int w = scored.firstOwned(); w < scored.windows(); w++) {
      int start = scored.start(w);
      if (counts(chunk, start, start + scored.length(w))) {
        errors.windows.add(scored.windowError(w));
      }
    }
    for (int point = 0; point < chunk.count(); point++) {
      int index = chunk.before() + point;
      if (counts(chunk, index, index + 1)) {
        errors.points.add(scored.pointError(point));
      }
    }
  }

  private boolean counts(Chunk chunk, int from, int to) {
    return !normalOnly || chunk.label(from, to) <= 0;
  }
}
