package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Fingerprint;
import io.reprise.core.series.SplitPart;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;

/**
 * How many windows there are to train and to validate on, counted in buckets, and a fingerprint of
 * all chunks that does not depend on their order. The series and the start of a chunk choose its
 * bucket.
 */
public final class Workload implements Serializable {

  /** With so many buckets for each worker, two large chunks rarely share one. */
  private static final int BUCKETS_A_WORKER = 1024;

  private static final int MOST_BUCKETS = 1 << 16;

  private final long[] training;
  private final long[] validation;
  private long fingerprint;

  private Workload(int buckets) {
    this.training = new long[buckets];
    this.validation = new long[buckets];
  }

  public static Workload of(JavaRDD<Chunk> chunks, WindowSelection selection, int workers) {
    int buckets = (int) Math.min(MOST_BUCKETS, (long) BUCKETS_A_WORKER * workers);
    return chunks.treeAggregate(
        new Workload(buckets), (load, chunk) -> load.add(chunk, selection), Workload::merge);
  }

  /** The bucket of a chunk among so many. */
  static int bucket(Chunk chunk, int buckets) {
    return (int) Long.remainderUnsigned(Fingerprint.ofPlace(chunk), buckets);
  }

  private Workload add(Chunk chunk, WindowSelection selection) {
    int bucket = bucket(chunk, training.length);
    training[bucket] += selection.owned(SplitPart.TRAIN, chunk).length;
    validation[bucket] += selection.owned(SplitPart.VALIDATION, chunk).length;
    fingerprint += Fingerprint.of(chunk);
    return this;
  }

  private Workload merge(Workload other) {
    for (int bucket = 0; bucket < training.length; bucket++) {
      training[bucket] += other.training[bucket];
      validation[bucket] += other.validation[bucket];
    }
    fingerprint += other.fingerprint;
    return this;
  }

  int buckets() {
    return training.length;
  }

  long training(int bucket) {
    return training[bucket];
  }

  long validation(int bucket) {
    return validation[bucket];
  }

  public long trainingWindows() {
    return Arrays.stream(training).sum();
  }

  public long validationWindows() {
    return Arrays.stream(validation).sum();
  }

  public long fingerprint() {
    return fingerprint;
  }
}
