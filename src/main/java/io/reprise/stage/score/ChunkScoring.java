package io.reprise.stage.score;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Replayed;
import io.reprise.core.network.Replayer;
import io.reprise.core.score.Judging;
import io.reprise.core.score.Replay;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.score.Scorer;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.SplitPlan;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Replays one part of the chunks of a task: the network is built once, batches run across chunks.
 */
public record ChunkScoring(
    Autoencoder network,
    Judging judging,
    SplitPlan split,
    Part part,
    Broadcast<float[]> parameters,
    boolean embeds)
    implements Serializable {

  public ChunkScoring(
      Autoencoder network,
      Judging judging,
      SplitPlan split,
      Part part,
      Broadcast<float[]> parameters) {
    this(network, judging, split, part, parameters, false);
  }

  /** The same with the embedding of every window. */
  public ChunkScoring embedding() {
    return new ChunkScoring(network, judging, split, part, parameters, true);
  }

  public Iterator<ScoredChunk> over(Iterator<Chunk> chunks) {
    MultiLayerNetwork built = network.with(parameters.value());
    TaskContext.get().addTaskCompletionListener(new Release(built));
    Replayer replayer = network.replayer(built);
    Replay replay =
        embeds ? replayer::replayWithCodes : batch -> Replayed.of(replayer.replay(batch));
    return new Scorer(
        Scorer.parts(chunks, chunk -> split.span(part, chunk)),
        judging,
        network.spec().steps(),
        replay);
  }

  private record Release(MultiLayerNetwork network) implements TaskCompletionListener {

    @Override
    public void onTaskCompletion(TaskContext task) {
      Autoencoder.release(network);
    }
  }
}
