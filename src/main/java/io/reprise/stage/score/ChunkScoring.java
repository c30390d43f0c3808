package io.reprise.stage.score;

import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Replayer;
import io.reprise.core.network.TrainingState;
import io.reprise.core.score.Judging;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.score.Scorer;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.SplitPlan;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;

/**
 * Replays one part of the chunks of a task: the network is built once, batches run across chunks.
 */
public record ChunkScoring(
    NetworkSpec network, Judging judging, SplitPlan split, Part part, Broadcast<float[]> parameters)
    implements Serializable {

  public Iterator<ScoredChunk> over(Iterator<Chunk> chunks) {
    Replayer replayer = new Replayer(TrainingState.networkWith(network, parameters.value()));
    return new Scorer(
        Scorer.parts(chunks, chunk -> split.span(part, chunk)),
        judging,
        network.steps(),
        replayer::replay);
  }
}
