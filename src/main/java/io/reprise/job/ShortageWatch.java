package io.reprise.job;

import io.reprise.stage.common.ShortOfResources;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Ends the work of a job as soon as one of its tasks lacks what no other try will find. Spark would
 * try the task again, with every try as long as the first.
 */
final class ShortageWatch extends SparkListener {

  private final SparkContext context;
  private final AtomicReference<String> found = new AtomicReference<>();

  private ShortageWatch(SparkContext context) {
    this.context = context;
  }

  static ShortageWatch start(SparkSession spark) {
    ShortageWatch watch = new ShortageWatch(spark.sparkContext());
    spark.sparkContext().addSparkListener(watch);
    return watch;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    if (ended.reason() instanceof ExceptionFailure failure
        && ShortOfResources.isForGood(failure.toErrorString())
        && found.compareAndSet(null, failure.toErrorString())) {
      context.cancelAllJobs();
    }
  }

  /** Tells the cause of a failure that this watch has brought about. */
  void refuse(Exception failure) {
    if (found.get() != null) {
      throw new IllegalStateException(found.get(), failure);
    }
  }
}
