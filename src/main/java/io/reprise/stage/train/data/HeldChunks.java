package io.reprise.stage.train.data;

import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The chunks of a partition, numbered, while an epoch draws its windows from them. They are held in
 * memory, mostly as the objects that Spark has in its cache anyway, and in a file where that would
 * take more than the room that is left.
 */
final class HeldChunks {

  /** Objects around the arrays of a chunk. */
  private static final int OVERHEAD = 256;

  private final AtomicLong room;
  private List<Chunk> held = new ArrayList<>();
  private long taken;
  private ChunkFile file;

  /** {@code room} is that of the whole executor, in bytes. */
  HeldChunks(AtomicLong room) {
    this.room = room;
  }

  void add(Chunk chunk) {
    if (file == null && !take(bytes(chunk))) {
      moveToFile(chunk.features());
    }
    if (file == null) {
      held.add(chunk);
    } else {
      file.add(chunk);
    }
  }

  /** Ends the adding. */
  void finish() {
    if (file != null) {
      file.flush();
    }
  }

  private boolean take(long bytes) {
    taken += bytes;
    return room.addAndGet(-bytes) >= 0;
  }

  private void moveToFile(int features) {
    file = new ChunkFile(features);
    held.forEach(file::add);
    held = List.of();
    room.addAndGet(taken);
  }

  private static long bytes(Chunk chunk) {
    return OVERHEAD + (long) chunk.values().length * Float.BYTES + 2L * chunk.points();
  }

  int points(int chunk) {
    return file == null ? held.get(chunk).points() : file.points(chunk);
  }

  /** Values of points of a chunk, from point {@code start} on. */
  Stretch stretch(int chunk, int start, int points) {
    if (file == null) {
      return new Stretch(held.get(chunk).values(), start, held.get(chunk).own().scaler());
    }
    return new Stretch(file.values(chunk, start, points), 0, file.scaler(chunk));
  }

  /**
   * @param from the first point that was asked for
   * @param scaler that of the series, or null if it has none
   */
  record Stretch(float[] values, int from, Scaler scaler) {}
}
