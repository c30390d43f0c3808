package io.reprise.stage.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.ChunkOrder;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.stage.SparkExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LoadPartitionerTest {

  private static final WindowSelection PLACES =
      new WindowSelection(new Windowing(5, 5, true), new SplitPlan.ByLot(0.6, 0.2, 1), false);

  /** Sequences of very unequal length, some under one name. */
  private static List<Chunk> sequences(int count) {
    List<Chunk> chunks = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      float[] values = new float[s % 7 == 0 ? 200 : 5];
      values[0] = s;
      chunks.add(Chunk.sequence(s < 6 ? "shared" : "s" + s, 0, 0, 1, values, null));
    }
    return chunks;
  }

  private static List<List<Chunk>> dealt(SparkSession spark, List<Chunk> chunks, int workers) {
    JavaRDD<Chunk> all =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(chunks, 3);
    Workload load = Workload.of(all, PLACES, workers);
    return LoadPartitioner.dealOut(all, LoadPartitioner.of(load, workers)).glom().collect();
  }

  private static long windows(SplitPart part, List<Chunk> chunks) {
    return chunks.stream().mapToLong(chunk -> PLACES.owned(part, chunk).length).sum();
  }

  @Test
  void everyWorkerHasAsMuchToTrainAndNothingIsLost(SparkSession spark) {
    List<Chunk> chunks = sequences(150);
    for (int workers : new int[] {1, 2, 3}) {
      List<List<Chunk>> dealt = dealt(spark, chunks, workers);
      assertThat(dealt).hasSize(workers);
      assertThat(dealt.stream().flatMap(List::stream))
          .usingElementComparator(new ChunkOrder())
          .containsExactlyInAnyOrderElementsOf(chunks);
      for (List<Chunk> worker : dealt) {
        long fair = windows(SplitPart.TRAIN, chunks) / workers;
        assertThat(windows(SplitPart.TRAIN, worker)).isBetween(fair - 2, fair + 2);
        assertThat(windows(SplitPart.VALIDATION, worker))
            .as("validation")
            .isBetween(
                windows(SplitPart.VALIDATION, chunks) / workers - 40,
                windows(SplitPart.VALIDATION, chunks) / workers + 40);
      }
    }
  }

  @Test
  void whateverOrderTheyComeInTheyLieInOne(SparkSession spark) {
    List<Chunk> chunks = sequences(60);
    List<Chunk> shuffled = new ArrayList<>(chunks);
    Collections.shuffle(shuffled, new Random(3));
    List<List<Chunk>> one = dealt(spark, chunks, 2);
    List<List<Chunk>> other = dealt(spark, shuffled, 2);
    for (int worker = 0; worker < 2; worker++) {
      assertThat(other.get(worker))
          .usingElementComparator(new ChunkOrder())
          .isEqualTo(one.get(worker));
    }
  }

  @Test
  void theWorkloadIsTheSameHoweverItIsCut(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Chunk> chunks = sequences(60);
    List<Chunk> shuffled = new ArrayList<>(chunks);
    Collections.shuffle(shuffled, new Random(4));
    Workload one = Workload.of(context.parallelize(chunks, 1), PLACES, 2);
    Workload other = Workload.of(context.parallelize(shuffled, 5), PLACES, 2);
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(other.trainingWindows())
        .isEqualTo(one.trainingWindows())
        .isEqualTo(windows(SplitPart.TRAIN, chunks));
    assertThat(other.validationWindows()).isEqualTo(windows(SplitPart.VALIDATION, chunks));
    Workload less = Workload.of(context.parallelize(chunks.subList(1, 60), 1), PLACES, 2);
    assertThat(less.fingerprint()).isNotEqualTo(one.fingerprint());
  }

  @Test
  void nothingAtAllIsAWorkloadToo(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Workload none = Workload.of(context.parallelize(List.<Chunk>of(), 2), PLACES, 2);
    assertThat(none.trainingWindows()).isZero();
    assertThat(none.fingerprint()).isZero();
  }
}
