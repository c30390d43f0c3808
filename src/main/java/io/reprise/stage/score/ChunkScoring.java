package io.reprise.stage.score;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Replayer;
import io.reprise.core.score.Judging;
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
    Autoencoder network, Judging judging, SplitPlan split, Part part, Broadcast<float[]> parameters)
    implements Serializable {

  public Iterator<ScoredChunk> over(Iterator<Chunk> chunks) {
    MultiLayerNetwork built = network.with(parameters.value());
    TaskContext.get().addTaskCompletionListener(new Release(built));
    Replayer replayer = network.replayer(built);
    return new Scorer(
        Scorer.parts(chunks, chunk -> split.span(part, chunk)),
        judging,
        network.spec().steps(),
        replayer::replay);
  }

  private record Release(MultiLayerNetwork network) implements TaskCompletionListener {

    @Override
    public void onTaskCompletion(TaskContext task) {
      Autoencoder.release(network);
    }
  }
}
