package io.reprise.job;

import io.reprise.stage.common.Progress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** Says how many tasks of a long Spark stage are done, and nothing while stages are short. */
final class TaskTicker implements AutoCloseable {

  private static final long SECONDS = 5;

  private final JavaSparkStatusTracker tracker;
  private final Progress progress;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "task-ticker");
            thread.setDaemon(true);
            return thread;
          });
  private int watched = -1;
  private long watchedSince;

  private TaskTicker(JavaSparkStatusTracker tracker, Progress progress) {
    this.tracker = tracker;
    this.progress = progress;
  }

  static TaskTicker start(SparkSession spark, Progress progress) {
    TaskTicker ticker =
        new TaskTicker(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).statusTracker(), progress);
    var unused = ticker.clock.scheduleAtFixedRate(ticker::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    return ticker;
  }

  private void tick() {
    int[] active = tracker.getActiveStageIds();
    if (active.length == 0) {
      return;
    }
    SparkStageInfo stage = tracker.getStageInfo(active[0]);
    if (stage == null) {
      return;
    }
    if (stage.stageId() != watched) {
      watched = stage.stageId();
      watchedSince = System.nanoTime();
      return;
    }
    double seconds = (System.nanoTime() - watchedSince) / 1e9;
    int done = stage.numCompletedTasks();
    progress.advance(
        Progress.Step.MILESTONE,
        "         %,d of %,d tasks%s",
        done,
        stage.numTasks(),
        done == 0
            ? ""
            : ", %s left".formatted(Progress.minutes(seconds * (stage.numTasks() - done) / done)));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
