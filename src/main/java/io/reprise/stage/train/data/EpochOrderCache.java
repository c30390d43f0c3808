package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The order of windows that an epoch has drawn for the partitions in one executor, so that its
 * later rounds need not look through all chunks again. It is broadcast empty and lives as long as
 * its broadcast.
 */
public final class EpochOrderCache implements Serializable {

  private static final long serialVersionUID = 1;

  /** The chunks of a partition, and the order of their windows. */
  record EpochOrder(List<Chunk> chunks, long[] windows) {}

  private final transient Map<Integer, EpochOrder> orders = new ConcurrentHashMap<>();

  EpochOrder orderOf(int partition, Supplier<EpochOrder> compute) {
    return orders.computeIfAbsent(partition, each -> compute.get());
  }

  private Object readResolve() {
    return new EpochOrderCache();
  }
}
