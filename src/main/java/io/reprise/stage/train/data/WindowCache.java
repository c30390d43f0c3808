package io.reprise.stage.train.data;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The training windows of the partitions in one executor, and the order in which an epoch takes
 * them, so that a partition's chunks are read once and not in every round. It is broadcast empty
 * and lives as long as its broadcast.
 */
public final class WindowCache implements Serializable {

  private static final long serialVersionUID = 1;

  /** The rest of the memory is for Spark and for the networks. */
  private static final int SHARE_OF_MEMORY = 8;

  /** The chunks of a partition, and their windows as they follow each other. */
  record Windows(HeldChunks chunks, long[] inOrder) {}

  private record Shuffled(int epoch, long[] windows) {}

  private final transient Map<Integer, Windows> windows = new ConcurrentHashMap<>();
  private final transient Map<Integer, Shuffled> shuffled = new ConcurrentHashMap<>();
  private final transient AtomicLong room;

  public WindowCache() {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
  }

  /** {@code room} is how many bytes of chunks are held in memory; what exceeds them is in files. */
  WindowCache(long room) {
    this.room = new AtomicLong(room);
  }

  /** {@code read} is given the room that is left. */
  Windows windows(int partition, Function<AtomicLong, Windows> read) {
    return windows.computeIfAbsent(partition, each -> read.apply(room));
  }

  /** The windows of a partition in the order of an epoch. */
  long[] order(int partition, int epoch, UnaryOperator<long[]> shuffle) {
    return shuffled
        .compute(
            partition,
            (each, known) ->
                known != null && known.epoch() == epoch
                    ? known
                    : new Shuffled(epoch, shuffle.apply(windows.get(partition).inOrder())))
        .windows();
  }

  private Object readResolve() {
    return new WindowCache();
  }
}
