package io.reprise.stage.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprise.core.network.TrainingState;
import io.reprise.stage.SparkExtension;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SliceAveragingTest {

  private static final int PARAMETERS = 101;

  private static final TrainingState BEFORE = state(new Random(0), 0);

  private static TrainingState state(Random random, int iteration) {
    return new TrainingState(floats(random, PARAMETERS), floats(random, 2 * PARAMETERS), iteration);
  }

  /** Of all magnitudes, so that another order of summing shows. */
  private static float[] floats(Random random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) (random.nextGaussian() * Math.exp(8 * random.nextGaussian()));
    }
    return floats;
  }

  /** Every third worker has nothing to train on. */
  private static Share share(int worker) {
    Random random = new Random(31L * worker + 7);
    return worker % 3 == 1
        ? Share.NONE
        : new Share(
            new Tally(1 + random.nextInt(1000), random.nextDouble(), 5 + worker, worker == 2),
            state(random, 5 + worker));
  }

  private static JavaRDD<Share> work(SparkSession spark, int workers) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(0), workers)
        .mapPartitionsWithIndex((worker, none) -> List.of(share(worker)).iterator(), true);
  }

  private static void requireSame(Averaged actual, Averaged expected, String what) {
    assertThat(actual.tally()).as(what).isEqualTo(expected.tally());
    assertThat(actual.state().parameters()).as(what).isEqualTo(expected.state().parameters());
    assertThat(actual.state().updater()).as(what).isEqualTo(expected.state().updater());
    assertThat(actual.state().iteration()).as(what).isEqualTo(expected.state().iteration());
  }

  @Test
  void givesTheBitsOfTheDriverWhateverTheCounts(SparkSession spark) {
    for (int workers : new int[] {1, 2, 3, 40}) {
      JavaRDD<Share> work = work(spark, workers);
      Averaged expected = new DriverAveraging().average(work, BEFORE);
      for (int slices : new int[] {1, 2, 7, 3 * PARAMETERS + 5}) {
        requireSame(
            new SliceAveraging(slices).average(work, BEFORE),
            expected,
            "%d workers, %d slices".formatted(workers, slices));
      }
    }
  }

  @Test
  void keepsTheStateWhereNobodyTrained(SparkSession spark) {
    JavaRDD<Share> idle = work(spark, 4).map(share -> Share.NONE);

    requireSame(
        new SliceAveraging(3).average(idle, BEFORE), new Averaged(Tally.NONE, BEFORE), "idle");
  }

  @Test
  void isChosenWhereTheStatesOfAllWorkersAreMuchForTheDriver(SparkSession spark) {
    TrainingState large = new TrainingState(new float[217_000], new float[434_000], 0);

    assertThat(Averaging.usual(work(spark, 8), large)).isInstanceOf(DriverAveraging.class);
    assertThat(Averaging.usual(work(spark, 32), large)).isInstanceOf(SliceAveraging.class);
    assertThat(Averaging.usual(work(spark, 512), BEFORE)).isInstanceOf(DriverAveraging.class);
  }

  @Test
  void workersWhoseSlicesAreLostTrainAgainToTheSameBits(SparkSession spark) {
    int workers = 6;
    Averaged expected = new DriverAveraging().average(work(spark, workers), BEFORE);
    Loss.begin(workers);
    JavaRDD<Share> work =
        work(spark, workers)
            .mapPartitionsWithIndex((worker, shares) -> Loss.watch(worker, shares), true);

    try {
      Averaged actual = new SliceAveraging(4).average(work, BEFORE);

      assertThat(Loss.trainings())
          .as("trainings of the worker whose slices were lost")
          .isEqualTo(2);
      requireSame(actual, expected, "after the loss");
    } finally {
      // Spark now takes its only executor, this process, for lost; other tests need a new session.
      spark.stop();
    }
  }

  @Test
  void leavesNoFilesBehind(SparkSession spark) {
    List<File> before = shuffleFiles();

    new SliceAveraging(4).average(work(spark, 6), BEFORE);

    await().untilAsserted(() -> assertThat(before).containsAll(shuffleFiles()));
  }

  /** Of Spark's shuffles in this process. */
  private static List<File> shuffleFiles() {
    return Arrays.stream(SparkEnv.get().blockManager().diskBlockManager().localDirs())
        .flatMap(directory -> Arrays.stream(directory.listFiles(File::isDirectory)))
        .flatMap(directory -> Arrays.stream(directory.listFiles()))
        .filter(file -> file.getName().startsWith("shuffle_"))
        .toList();
  }

  /** Deletes what worker 0 has written as soon as all workers have written for the first time. */
  private static final class Loss {

    private static final AtomicInteger LEFT = new AtomicInteger();
    private static final List<Long> TASKS_OF_FIRST = new ArrayList<>();

    private Loss() {}

    static void begin(int workers) {
      LEFT.set(workers);
      TASKS_OF_FIRST.clear();
    }

    static int trainings() {
      return TASKS_OF_FIRST.size();
    }

    static Iterator<Share> watch(int worker, Iterator<Share> shares) {
      TaskContext task = TaskContext.get();
      if (worker == 0) {
        TASKS_OF_FIRST.add(task.taskAttemptId());
      }
      task.addTaskCompletionListener((TaskCompletionListener) ended -> written());
      return shares;
    }

    private static void written() {
      if (LEFT.decrementAndGet() == 0) {
        String written = "_%d_0.data".formatted(TASKS_OF_FIRST.get(0));
        assertThat(
                shuffleFiles().stream().filter(file -> file.getName().endsWith(written)).toList())
            .as("files of the first worker, deleted")
            .isNotEmpty()
            .allMatch(file -> file.delete());
      }
    }
  }
}
