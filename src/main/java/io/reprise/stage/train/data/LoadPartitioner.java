package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.ChunkOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Deals the buckets of a workload out to the workers, the largest first, each to the worker that
 * has least. Training windows count, or validation windows where a bucket has no others. The same
 * workload is always dealt out in the same way, and each worker's chunks lie in one order, so that
 * what is lost with an executor is computed again as it was.
 */
public final class LoadPartitioner extends Partitioner {

  private static final long serialVersionUID = 1;

  private final int workers;
  private final int[] workerOf;

  private LoadPartitioner(int workers, int[] workerOf) {
    this.workers = workers;
    this.workerOf = workerOf;
  }

  public static LoadPartitioner of(Workload load, int workers) {
    int[] workerOf = new int[load.buckets()];
    long[] training = new long[workers];
    long[] validation = new long[workers];
    IntStream.range(0, load.buckets())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(bucket -> -load.training(bucket))
                .thenComparingLong(bucket -> -load.validation(bucket))
                .thenComparingInt(bucket -> bucket))
        .forEach(
            bucket -> {
              int worker = least(load.training(bucket) > 0 ? training : validation);
              workerOf[bucket] = worker;
              training[worker] += load.training(bucket);
              validation[worker] += load.validation(bucket);
            });
    return new LoadPartitioner(workers, workerOf);
  }

  private static int least(long[] loads) {
    int least = 0;
    for (int worker = 1; worker < loads.length; worker++) {
      least = loads[worker] < loads[least] ? worker : least;
    }
    return least;
  }

  /** The chunks, dealt out by a partitioner of chunks, each part in order. */
  public static JavaRDD<Chunk> dealOut(JavaRDD<Chunk> chunks, Partitioner to) {
    return chunks
        .mapToPair(chunk -> new Tuple2<>(chunk, (Void) null))
        .repartitionAndSortWithinPartitions(to, new ChunkOrder())
        .keys();
  }

  @Override
  public int numPartitions() {
    return workers;
  }

  @Override
  public int getPartition(Object chunk) {
    return workerOf[Workload.bucket((Chunk) chunk, workerOf.length)];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoadPartitioner balance
        && workers == balance.workers
        && Arrays.equals(workerOf, balance.workerOf);
  }

  @Override
  public int hashCode() {
    return 31 * workers + Arrays.hashCode(workerOf);
  }
}
