package io.reprise.stage.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.SparkExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class WanderFittingTest {

  private static final int POINTS = 1200;

  private static final int TRAIN = 800;

  private static final TrainingPoints TRAINING =
      new TrainingPoints(new SplitPlan.ByTime(TRAIN, POINTS, false), false, false);

  /** Series of two features, noise and {@code second}, cut into chunks with halos. */
  private static List<Chunk> chunks(int series, int size, IntToDoubleFunction second) {
    List<Chunk> chunks = new ArrayList<>();
    for (int s = 0; s < series; s++) {
      Random random = new Random(s);
      float[] values = new float[2 * POINTS];
      for (int point = 0; point < POINTS; point++) {
        values[2 * point] = (float) random.nextGaussian();
        values[2 * point + 1] = (float) (second.applyAsDouble(point) + random.nextGaussian());
      }
      for (int start = 0; start < POINTS; start += size) {
        int from = Math.max(0, start - 10);
        int end = Math.min(POINTS, start + size);
        int to = Math.min(POINTS, end + 10);
        byte[] validity = new byte[to - from];
        Arrays.fill(validity, Chunk.MEASURED);
        float[] part = Arrays.copyOfRange(values, 2 * from, 2 * to);
        chunks.add(
            new Chunk(
                "s" + s, start, 1, start - from, end - start, to - end, 2, part, validity, null));
      }
    }
    return chunks;
  }

  private static List<Integer> wandering(SparkSession spark, List<Chunk> chunks, int partitions) {
    return wandering(spark, 5, chunks, partitions);
  }

  private static List<Integer> wandering(
      SparkSession spark, long series, List<Chunk> chunks, int partitions) {
    return new WanderFitting(series, 2, 48, TRAINING)
        .wandering(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(chunks, partitions));
  }

  @Test
  void findsWhatFillsWhereverSeriesAreCut(SparkSession spark) {
    assertThat(wandering(spark, chunks(5, 100, point -> point / 50.0), 4)).containsExactly(1);
    assertThat(wandering(spark, chunks(5, POINTS, point -> point / 50.0), 1)).containsExactly(1);
  }

  @Test
  void looksAtNothingButTheTrainingPart(SparkSession spark) {
    List<Chunk> later = chunks(5, 100, point -> Math.max(0, point - TRAIN) / 5.0);
    assertThat(wandering(spark, later, 4)).isEmpty();
  }

  @Test
  void ofManySeriesSomeAreLookedAt(SparkSession spark) {
    List<Chunk> chunks = chunks(100, POINTS, point -> point / 50.0);
    assertThat(wandering(spark, 10 * 4096, chunks, 4)).as("a tenth of them").containsExactly(1);
    assertThat(wandering(spark, Long.MAX_VALUE, chunks, 4)).as("none of these").isEmpty();
  }

  @Test
  void noSeriesShowNothing(SparkSession spark) {
    assertThat(wandering(spark, List.of(), 2)).isEmpty();
  }
}
