package io.reprise.stage.replay;

import io.reprise.core.network.Parameters;
import io.reprise.core.network.Replayer;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Replays each series with its own parameters. A batch never holds windows of two series, so the
 * chunks of one should follow each other.
 */
final class SeriesReplay implements Iterator<ScoredChunk> {

  private final ChunkScoring scoring;
  private final Replayer replayer;
  private final Iterator<Chunk> chunks;
  private final Parameters parameters;
  private Chunk next;
  private Iterator<ScoredChunk> run = Collections.emptyIterator();

  SeriesReplay(
      ChunkScoring scoring, Replayer replayer, Iterator<Chunk> chunks, Parameters parameters) {
    this.scoring = scoring;
    this.replayer = replayer;
    this.chunks = chunks;
    this.parameters = parameters;
    advance();
  }

  @Override
  public boolean hasNext() {
    while (!run.hasNext() && next != null) {
      replayer.load(parameters.forSeries(next.series()));
      run = scoring.over(new Run(next.series()), replayer);
    }
    return run.hasNext();
  }

  @Override
  public ScoredChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return run.next();
  }

  private void advance() {
    next = null;
    while (next == null && chunks.hasNext()) {
      Chunk chunk = chunks.next();
      next = parameters.has(chunk.series()) ? chunk : null;
    }
  }

  /** The chunks of one series up to the next one's first. */
  private final class Run implements Iterator<Chunk> {

    private final String series;

    Run(String series) {
      this.series = series;
    }

    @Override
    public boolean hasNext() {
      return next != null && next.series().equals(series);
    }

    @Override
    public Chunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Chunk chunk = next;
      advance();
      return chunk;
    }
  }
}
