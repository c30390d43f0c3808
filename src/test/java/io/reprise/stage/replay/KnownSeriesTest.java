package io.reprise.stage.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.stage.SparkExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple2;

@ExtendWith(SparkExtension.class)
class KnownSeriesTest {

  private static final List<String> NAMES =
      List.of("a", "", "pump \"1\"\n", "a/b=c%20d", "Temperatur °C", "日本", "\uD83D\uDE00", "z");

  private JavaSparkContext context;

  @BeforeEach
  void context(SparkSession spark) {
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** All series but the last, each with something of its own. */
  private JavaPairRDD<String, SeriesParameters> table() {
    List<Tuple2<String, SeriesParameters>> entries = new ArrayList<>();
    for (int s = 0; s < NAMES.size() - 1; s++) {
      Scaler scaler = new Scaler(new float[] {s}, new float[] {s + 1});
      entries.add(
          new Tuple2<>(
              NAMES.get(s), new SeriesParameters((long) s, scaler, new float[] {s + 0.5f}, null)));
    }
    entries.add(new Tuple2<>("nobody", SeriesParameters.startingAt(99)));
    return context.parallelizePairs(entries, 3);
  }

  /** Chunks of all series in no order, the same series in several partitions, one of them empty. */
  private JavaRDD<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chunks.add(
          Chunk.sequence(NAMES.get(i % NAMES.size()), i, 1, 1, new float[] {i}, null)
              .with(SeriesParameters.weighted(null, new float[] {7})));
    }
    Collections.shuffle(chunks, new Random(1));
    return context.parallelize(chunks, 3).union(context.parallelize(List.<Chunk>of(), 1));
  }

  @Test
  void everyChunkGetsWhatIsKnownOfItsSeriesWhereItIs() {
    Map<String, SeriesParameters> reference = new HashMap<>(table().collectAsMap());
    List<List<Chunk>> before = chunks().glom().collect();
    for (int most : new int[] {KnownSeries.FEW, 2, 0}) {
      try (KnownSeries known = KnownSeries.of(table(), most)) {
        List<List<Chunk>> joined = known.join(chunks()).glom().collect();

        assertThat(joined).hasSameSizeAs(before);
        for (int p = 0; p < before.size(); p++) {
          assertThat(joined.get(p)).as("partition %d", p).hasSameSizeAs(before.get(p));
          for (int i = 0; i < before.get(p).size(); i++) {
            Chunk chunk = before.get(p).get(i);
            assertThat(joined.get(p).get(i))
                .as("with %d as few", most)
                .usingRecursiveComparison()
                .isEqualTo(
                    chunk.with(reference.getOrDefault(chunk.series(), SeriesParameters.UNKNOWN)));
          }
        }
      }
    }
  }

  @Test
  void withoutAnEntryOrAChunkNothingHappens() {
    JavaPairRDD<String, SeriesParameters> nothing = JavaPairRDD.fromJavaRDD(context.emptyRDD());
    try (KnownSeries known = KnownSeries.of(nothing)) {
      assertThat(known.join(chunks()).collect())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(chunks().collect());
    }
    for (int most : new int[] {KnownSeries.FEW, 0}) {
      try (KnownSeries known = KnownSeries.of(table(), most)) {
        assertThat(known.join(context.emptyRDD()).collect()).isEmpty();
      }
    }
  }
}
