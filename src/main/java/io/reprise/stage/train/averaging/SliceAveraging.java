package io.reprise.stage.train.averaging;

import io.reprise.core.network.TrainingState;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Every worker cuts its state into slices, and each slice is summed over all workers by one task on
 * the executors. The driver takes one averaged state, however many workers there are.
 *
 * <p>If an executor is lost with the slices of its workers, Spark lets those workers train again,
 * from the same state and with the same minibatches, and so to the same bits.
 */
final class SliceAveraging implements Averaging {

  private final int slices;

  SliceAveraging(int slices) {
    this.slices = slices;
  }

  @Override
  public Averaged average(JavaRDD<Share> work, TrainingState before) {
    int number = slices;
    JavaRDD<Sum> sums =
        work.flatMapToPair(share -> cut(share, number))
            .partitionBy(new HashPartitioner(number))
            .mapPartitions(SliceAveraging::sum);
    try {
      return together(Averaging.collect(sums), before);
    } finally {
      // Spark would keep them until the driver collects its garbage, a state of every worker a
      // round.
      sums.rdd().cleanShuffleDependencies(false);
    }
  }

  /** A slice of a worker's state. Bytes, for Java serializes floats one by one. */
  private record Slice(int worker, Tally tally, byte[] floats) implements Serializable {

    float[] values() {
      FloatBuffer packed = ByteBuffer.wrap(floats).asFloatBuffer();
      float[] values = new float[packed.remaining()];
      packed.get(values);
      return values;
    }
  }

  /** A slice of the average, and what all workers saw. */
  private record Sum(Tally tally, byte[] floats) implements Serializable {}

  /** Without examples a worker has no values, but all the same something to say of itself. */
  private static Iterator<Tuple2<Integer, Slice>> cut(Share share, int slices) {
    int worker = TaskContext.getPartitionId();
    ByteBuffer state = share.hasTrained() ? share.state().bytes() : ByteBuffer.allocate(0);
    int floats = state.remaining() / Float.BYTES;
    return IntStream.range(0, slices)
        .mapToObj(
            slice -> {
              int from = bound(floats, slice, slices);
              byte[] bytes = new byte[(bound(floats, slice + 1, slices) - from) * Float.BYTES];
              state.get(from * Float.BYTES, bytes);
              return new Tuple2<>(slice, new Slice(worker, share.tally(), bytes));
            })
        .iterator();
  }

  private static int bound(int floats, int slice, int slices) {
    return (int) ((long) floats * slice / slices);
  }

  /** Slices of one number from all workers, which arrive in any order. */
  private static Iterator<Sum> sum(Iterator<Tuple2<Integer, Slice>> arrived) {
    List<Slice> all = new ArrayList<>();
    arrived.forEachRemaining(each -> all.add(each._2()));
    all.sort(Comparator.comparingInt(Slice::worker));
    Tally tally = all.stream().map(Slice::tally).reduce(Tally.NONE, Tally::plus);
    List<Slice> trained = all.stream().filter(slice -> slice.tally().examples() > 0).toList();
    if (trained.isEmpty()) {
      return List.of(new Sum(tally, new byte[0])).iterator();
    }
    WeightedSum sum = new WeightedSum(trained.get(0).floats().length / Float.BYTES);
    for (Slice slice : trained) {
      sum.add(slice.values(), (double) slice.tally().examples() / tally.examples());
    }
    float[] floats = sum.floats();
    ByteBuffer packed = ByteBuffer.allocate(floats.length * Float.BYTES);
    packed.asFloatBuffer().put(floats);
    return List.of(new Sum(tally, packed.array())).iterator();
  }

  private static Averaged together(List<Sum> sums, TrainingState before) {
    Tally tally = sums.get(0).tally();
    if (tally.examples() == 0) {
      return new Averaged(tally, before);
    }
    ByteBuffer state = ByteBuffer.allocate(before.size() * Float.BYTES);
    sums.forEach(sum -> state.put(sum.floats()));
    return new Averaged(
        tally, TrainingState.of(state.flip(), before.parameters().length, tally.iteration()));
  }
}
