package io.reprise.stage.replay;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.NetworkSize;
import io.reprise.core.network.Parameters;
import io.reprise.core.network.Replayed;
import io.reprise.core.network.Replayer;
import io.reprise.core.score.Replay;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.score.Scorer;
import io.reprise.core.score.ScoringSpec;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.util.TaskFailureListener;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Replays one part of the chunks of a task. The network is built once, and batches run across
 * chunks.
 */
public record ChunkScoring(
    Autoencoder network, ScoringSpec spec, SplitPlan split, SplitPart part, boolean embeds)
    implements Serializable {

  public ChunkScoring(Autoencoder network, ScoringSpec spec, SplitPlan split, SplitPart part) {
    this(network, spec, split, part, false);
  }

  /** Replays with a network of the pool. Chunks of a series without parameters are left out. */
  public Iterator<ScoredChunk> over(
      Iterator<Chunk> chunks, Parameters parameters, NetworkPool pool) {
    Loan loan = new Loan(pool);
    TaskContext.get().addTaskFailureListener(loan);
    TaskContext.get().addTaskCompletionListener(loan);
    Replayer replayer = network.replayer(loan.network);
    if (parameters.isBySeries()) {
      return new SeriesReplay(this, replayer, chunks, parameters);
    }
    replayer.load(parameters.values());
    return over(chunks, replayer);
  }

  /** Replays with the parameters that are loaded. */
  public Iterator<ScoredChunk> over(Iterator<Chunk> chunks, Replayer replayer) {
    Replay replay =
        embeds ? replayer::replayWithCodes : batch -> Replayed.of(replayer.replay(batch));
    return new Scorer(
        Scorer.parts(chunks, chunk -> split.span(part, chunk)),
        spec.withBatch(new NetworkSize(network.spec()).windowsAtOnce(spec.batch())),
        network.spec().steps(),
        replay);
  }

  /** Lends a network to a task. If the task fails, the network is not lent again. */
  private static final class Loan implements TaskFailureListener, TaskCompletionListener {

    private final NetworkPool pool;
    private final MultiLayerNetwork network;
    private boolean failed;

    Loan(NetworkPool pool) {
      this.pool = pool;
      this.network = pool.take();
    }

    @Override
    public void onTaskFailure(TaskContext task, Throwable error) {
      failed = true;
    }

    @Override
    public void onTaskCompletion(TaskContext task) {
      if (failed) {
        Autoencoder.release(network);
      } else {
        pool.giveBack(network);
      }
    }
  }
}
