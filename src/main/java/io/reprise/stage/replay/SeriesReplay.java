package io.reprise.stage.replay;

import io.reprise.core.iterate.Iterators;
import io.reprise.core.iterate.LookAhead;
import io.reprise.core.network.Parameters;
import io.reprise.core.network.Replayer;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import java.util.Collections;
import java.util.Iterator;

/**
 * Replays each series with its own parameters. A batch never holds windows of two series, so the
 * chunks of one should follow each other.
 */
final class SeriesReplay extends LookAhead<ScoredChunk> {

  private final ChunkScoring scoring;
  private final Replayer replayer;
  private final LookAhead<Chunk> chunks;
  private final Parameters parameters;
  private Iterator<ScoredChunk> run = Collections.emptyIterator();

  SeriesReplay(
      ChunkScoring scoring, Replayer replayer, Iterator<Chunk> chunks, Parameters parameters) {
    this.scoring = scoring;
    this.replayer = replayer;
    this.chunks =
        LookAhead.over(
            Iterators.stream(chunks).filter(chunk -> parameters.has(chunk.series())).iterator());
    this.parameters = parameters;
  }

  @Override
  protected ScoredChunk find() {
    while (!run.hasNext() && chunks.hasNext()) {
      String series = chunks.peek().series();
      replayer.load(parameters.forSeries(series));
      run = scoring.over(chunks.takeWhile(chunk -> chunk.series().equals(series)), replayer);
    }
    return run.hasNext() ? run.next() : null;
  }
}
