package io.reprise.stage.train.averaging;

import io.reprise.core.network.TrainingState;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;

/**
 * How the states of a round's workers become one. Every way sums them in the order of partitions,
 * each weighted by its part of all examples, so that all ways give the same bits.
 */
interface Averaging {

  /** As long as all states together have no more bytes than this, the driver takes them itself. */
  long MOST_BYTES_AT_DRIVER = 32 << 20;

  /** What a task holds of the states of all workers. */
  long BYTES_A_SLICE = 32 << 20;

  /** Which way is taken. */
  interface Choice {

    Averaging of(JavaRDD<Share> work, TrainingState state);
  }

  static Averaging usual(JavaRDD<Share> work, TrainingState state) {
    long bytes = (long) work.getNumPartitions() * state.size() * Float.BYTES;
    if (bytes <= MOST_BYTES_AT_DRIVER) {
      return new DriverAveraging();
    }
    long slices = Math.max(work.context().defaultParallelism(), bytes / BYTES_A_SLICE);
    return new SliceAveraging((int) Math.min(slices, state.size()));
  }

  /** Lets the workers train, a partition each, and averages what they made of {@code before}. */
  Averaged average(JavaRDD<Share> work, TrainingState before);

  /**
   * Does what {@code collect} does, which in every round first looks through the byte code of
   * Spark's own classes.
   */
  static <T> List<T> collect(JavaRDD<T> some) {
    JavaFutureAction<List<T>> job = some.collectAsync();
    try {
      return job.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      job.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Training was interrupted", e);
    }
  }
}
