package io.reprise.core.score;

import io.reprise.core.iterate.Iterators;
import io.reprise.core.iterate.LookAhead;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Replayed;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Span;
import io.reprise.core.series.Windowing;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Function;

/**
 * Replays the windows of chunks, in batches that run across chunks, and hands on each chunk with
 * its errors in the order in which the chunks came. Holds no more chunks than one batch touches.
 */
public final class Scorer extends LookAhead<ScoredChunk> {

  /** A chunk and the part of its time that is to be judged. */
  public record Part(Chunk chunk, Span span) {}

  /** Each chunk with its span in a split. */
  public static Iterator<Part> parts(Iterator<Chunk> chunks, Function<Chunk, Span> span) {
    return Iterators.stream(chunks).map(chunk -> new Part(chunk, span.apply(chunk))).iterator();
  }

  /** A chunk of which so many windows are not replayed yet. */
  private static final class Pending {

    private final ScoredChunk scored;
    private int unfinished;

    Pending(ScoredChunk scored, int windows) {
      this.scored = scored;
      this.unfinished = windows;
    }
  }

  private record Slot(Pending pending, int window, Scaler scaler, int offset) {}

  private final Iterator<Part> parts;
  private final ScoringSpec spec;
  private final Replay replay;
  private final Batch batch;
  private final Slot[] slots;
  private final Queue<Pending> queue = new ArrayDeque<>();

  public Scorer(Iterator<Part> parts, ScoringSpec spec, int steps, Replay replay) {
    this.parts = parts;
    this.spec = spec;
    this.replay = replay;
    this.batch = new Batch(spec.batch(), steps, spec.normalizer().features());
    this.slots = new Slot[spec.batch()];
  }

  @Override
  protected ScoredChunk find() {
    // The bound keeps chunks without a window, which do not fill the batch, from piling up.
    while (!headIsFinished() && queue.size() <= slots.length && parts.hasNext()) {
      admit(parts.next());
    }
    if (!headIsFinished()) {
      runBatch();
    }
    if (queue.isEmpty()) {
      return null;
    }
    ScoredChunk scored = queue.remove().scored;
    scored.finish();
    return scored;
  }

  private boolean headIsFinished() {
    return !queue.isEmpty() && queue.peek().unfinished == 0;
  }

  private void admit(Part part) {
    Chunk chunk = part.chunk();
    Windowing windowing = spec.windowing();
    int[] starts = windowing.covering(chunk, part.span());
    int[] lengths = new int[starts.length];
    for (int w = 0; w < starts.length; w++) {
      lengths[w] = windowing.pointsAt(chunk, starts[w]);
    }
    Pending pending =
        new Pending(new ScoredChunk(chunk, starts, lengths, batch.steps(), spec), starts.length);
    queue.add(pending);
    for (int w = 0; w < starts.length; w++) {
      append(pending, w);
    }
  }

  private void append(Pending pending, int window) {
    Chunk chunk = pending.scored.chunk();
    int start = pending.scored.start(window);
    int points = pending.scored.length(window);
    Scaler scaler = spec.normalizer().scaler(chunk.own().scaler(), chunk.values(), start, points);
    int slot = batch.size();
    int offset = batch.append(chunk.values(), start, points, scaler);
    slots[slot] = new Slot(pending, window, scaler, offset);
    if (batch.isFull()) {
      runBatch();
    }
  }

  private void runBatch() {
    if (batch.size() == 0) {
      return;
    }
    Replayed replayed = replay.replay(batch);
    for (int s = 0; s < batch.size(); s++) {
      fold(slots[s], replayed.values());
      if (replayed.codes().length > 0) {
        slots[s].pending().scored.embed(slots[s].window(), replayed.codes()[s]);
      }
      slots[s] = null;
    }
    batch.clear();
  }

  private void fold(Slot slot, float[] replayed) {
    slot.pending()
        .scored
        .fold(slot.window(), batch.values(), replayed, slot.offset(), slot.scaler());
    slot.pending().unfinished--;
  }
}
