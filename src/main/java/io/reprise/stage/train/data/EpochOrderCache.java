package io.reprise.stage.train.data;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The order of windows that an epoch has drawn for the partitions in one executor, so that its
 * later rounds need not look through all chunks again. It is broadcast empty and lives as long as
 * its broadcast.
 */
public final class EpochOrderCache implements Serializable {

  private static final long serialVersionUID = 1;

  /** The rest of the memory is for Spark's own cache and for the networks. */
  private static final int SHARE_OF_MEMORY = 8;

  /** The chunks of a partition, and the order of their windows. */
  record EpochOrder(HeldChunks chunks, long[] windows) {}

  private final transient Map<Integer, EpochOrder> orders = new ConcurrentHashMap<>();
  private final transient AtomicLong room;

  public EpochOrderCache() {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
  }

  /** {@code room} is how many bytes of chunks are held in memory; what exceeds them is in files. */
  EpochOrderCache(long room) {
    this.room = new AtomicLong(room);
  }

  EpochOrder orderOf(int partition, Function<AtomicLong, EpochOrder> compute) {
    return orders.computeIfAbsent(partition, each -> compute.apply(room));
  }

  private Object readResolve() {
    return new EpochOrderCache();
  }
}
