package io.reprise.stage.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.normalize.FeatureStatistics;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.ChunkOrder;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums over many series have the bits of a plain loop over a sorted map. */
@ExtendWith(SparkExtension.class)
class SeriesTotalsTest {

  private static final SplitPlan SPLIT = new SplitPlan.ByTime(300, 400, false);

  /** Chunks in the order of the deal; every third series lies in two partitions. */
  private static List<List<Chunk>> dealt() {
    Random random = new Random(5);
    List<List<Chunk>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int s = 0; s < 50; s++) {
      String name = (s % 2 == 0 ? "é" : "\uFF5E") + random.nextInt() + "\"" + s;
      for (int c = 0; c < 3; c++) {
        float[] values = new float[40];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (1e3 * random.nextGaussian());
        }
        Chunk chunk = Chunk.sequence(name, 200L * c, 10, 2, values, null);
        parts.get(s % 3 == 0 ? c % 2 : s % 3).add(chunk);
      }
    }
    parts.forEach(part -> part.sort(new ChunkOrder()));
    return parts;
  }

  private static JavaRDD<Chunk> rdd(SparkSession spark, List<List<Chunk>> parts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return parts.stream()
        .map(part -> context.parallelize(part, 1))
        .reduce(JavaRDD::union)
        .orElseThrow();
  }

  /** As it was done when all series came to the driver. */
  private static Map<String, FeatureStatistics> reference(Method method, List<List<Chunk>> parts) {
    Map<String, FeatureStatistics> all = new TreeMap<>();
    for (List<Chunk> part : parts) {
      Map<String, FeatureStatistics> own = new TreeMap<>();
      for (Chunk chunk : part) {
        for (int i = 0; i < chunk.count(); i++) {
          if (SPLIT.span(SplitPart.TRAIN, chunk).contains(chunk.time(i))) {
            own.computeIfAbsent(chunk.series(), name -> new FeatureStatistics(method, 2))
                .add(chunk.values(), i, 1);
          }
        }
      }
      own.forEach((series, some) -> all.merge(series, some, FeatureStatistics::merge));
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void scalersAreThoseOfASortedMap(Method method, SparkSession spark) {
    List<List<Chunk>> parts = dealt();

    NormalizerFitting.Fitted fitted =
        new NormalizerFitting(method, Scope.SERIES, 2, new TrainingPoints(SPLIT, false, false))
            .fit(rdd(spark, parts));

    Map<String, FeatureStatistics> reference = reference(method, parts);
    FeatureStatistics all = new FeatureStatistics(method, 2);
    reference.values().forEach(all::merge);
    assertThat(fitted.normalizer().global()).usingRecursiveComparison().isEqualTo(all.scaler());
    Map<String, SeriesParameters> found = fitted.bySeries().collectAsMap();
    assertThat(found).hasSize(50).containsOnlyKeys(reference.keySet());
    reference.forEach(
        (series, statistics) ->
            assertThat(found.get(series))
                .usingRecursiveComparison()
                .isEqualTo(SeriesParameters.scaledBy(statistics.scaler())));
  }

  @Test
  void oneScalerForAllLeavesNothingToTheSeries(SparkSession spark) {
    List<List<Chunk>> parts = dealt();

    NormalizerFitting.Fitted fitted =
        new NormalizerFitting(
                Method.STANDARD, Scope.GLOBAL, 2, new TrainingPoints(SPLIT, false, false))
            .fit(rdd(spark, parts));

    assertThat(fitted.bySeries().collect()).isEmpty();
    assertThat(fitted.normalizer().global().spread()[0]).isBetween(900f, 1100f);
  }

  @Test
  void whereNothingTrainsTheScalerIsTheIdentity(SparkSession spark) {
    SplitPlan late = new SplitPlan.ByTime(-2, -1, false);

    NormalizerFitting.Fitted fitted =
        new NormalizerFitting(
                Method.STANDARD, Scope.SERIES, 2, new TrainingPoints(late, false, false))
            .fit(rdd(spark, dealt()));

    assertThat(fitted.bySeries().collect()).isEmpty();
    assertThat(fitted.normalizer().global())
        .usingRecursiveComparison()
        .isEqualTo(Scaler.identity(2));
  }
}
