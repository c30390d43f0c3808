package io.reprise.bench.scale;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the bytes of the results that tasks send to the driver. */
final class ResultBytes extends SparkListener {

  private final JavaSparkContext context;
  private final AtomicLong bytes = new AtomicLong();

  private ResultBytes(JavaSparkContext context) {
    this.context = context;
  }

  static ResultBytes of(JavaSparkContext context) {
    ResultBytes counter = new ResultBytes(context);
    context.sc().addSparkListener(counter);
    return counter;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    bytes.addAndGet(ended.taskMetrics().resultSize());
  }

  /** Since the last call. */
  long taken() {
    try {
      context.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners do not come to an end", e);
    }
    return bytes.getAndSet(0);
  }
}
