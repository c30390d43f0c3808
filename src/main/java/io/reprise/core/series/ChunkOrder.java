package io.reprise.core.series;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Orders chunks by series and start, and where both are equal by all that they hold. However chunks
 * arrive, their order is the same, up to chunks that are equal.
 */
public final class ChunkOrder implements Comparator<Chunk>, Serializable {

  private static final Comparator<Chunk> ORDER =
      Comparator.comparing(Chunk::series)
          .thenComparingLong(Chunk::start)
          .thenComparingLong(Chunk::period)
          .thenComparingInt(Chunk::before)
          .thenComparingInt(Chunk::count)
          .thenComparing(Chunk::values, Arrays::compare)
          .thenComparing(Chunk::validity, Arrays::compare)
          .thenComparing(Chunk::labels, Comparator.nullsFirst(Arrays::compare));

  @Override
  public int compare(Chunk one, Chunk other) {
    return ORDER.compare(one, other);
  }
}
