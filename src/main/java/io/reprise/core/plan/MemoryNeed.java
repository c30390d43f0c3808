package io.reprise.core.plan;

import io.reprise.core.network.NetworkSpec;
import java.util.stream.Stream;

/** Bytes that an executor needs in its heap, and beside it for the network. */
public record MemoryNeed(long heap, long beside) {

  /** Spark, its libraries and the classes of a job. */
  private static final long HEAP_OF_SPARK = 700L << 20;

  /** What a task sorts before Spark spills it. */
  private static final long SORTED = 128L << 20;

  private static final long BESIDE_HEAP_OF_SPARK = 384L << 20;

  private static final long BYTES_OF_FLOAT = 4;

  /** Time, series and row of a point that waits to be packed. */
  private static final long BYTES_OF_POINT = 48;

  /**
   * Floats that a training step holds for a step and unit: four gates and two states, the same for
   * their gradients, and what oneDNN keeps of both between its passes.
   */
  private static final long FLOATS_OF_UNIT = 24;

  /** The weights, their gradients, two moments, and the copies that oneDNN computes with. */
  private static final long COPIES_OF_PARAMETERS = 6;

  /** For a task that packs so many points at once, and one that judges so many steps at once. */
  public static MemoryNeed of(
      int cores, int features, long packedPoints, long judgedSteps, NetworkSpec spec, int batch) {
    long packing = packedPoints * (features * BYTES_OF_FLOAT + BYTES_OF_POINT);
    long judging = judgedSteps * (features + 2) * BYTES_OF_FLOAT;
    long units =
        Stream.concat(spec.encoder().stream(), spec.decoder().stream())
            .mapToLong(Integer::longValue)
            .sum();
    long network =
        BYTES_OF_FLOAT
            * (COPIES_OF_PARAMETERS * spec.parameters()
                + FLOATS_OF_UNIT * batch * spec.steps() * units);
    return new MemoryNeed(
        HEAP_OF_SPARK + cores * (SORTED + Math.max(packing, judging)),
        BESIDE_HEAP_OF_SPARK + cores * network);
  }
}
