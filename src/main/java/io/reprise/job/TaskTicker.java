package io.reprise.job;

import io.reprise.stage.common.Progress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.SparkSession;

/** Says how many tasks of a long Spark stage are done, and nothing while stages are short. */
final class TaskTicker extends SparkListener implements AutoCloseable {

  /** A line of a stack in the code of one of our stages, but those that only call others. */
  private static final Pattern OURS =
      Pattern.compile("io\\.reprise\\.stage\\.(?!audit|plan|common|table|replay)(\\w+)\\.");

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

  /** The stage of ours that last gave Spark work; some work comes from threads of Spark's own. */
  private volatile String ours = "";

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
    spark.sparkContext().addSparkListener(ticker);
    var unused = ticker.clock.scheduleAtFixedRate(ticker::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    return ticker;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    ours = stage(submitted.stageInfo().details()).orElse(ours);
  }

  /** Which stage of ours a stack comes from, the outermost if there are several. */
  static Optional<String> stage(String stack) {
    return OURS.matcher(stack).results().map(found -> found.group(1)).reduce((in, out) -> out);
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
        "%-8s %,d of %,d tasks%s",
        ours,
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
