package io.reprise.stage.train.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Sums of each series, and of all, from the parts that tasks have found. Sums of decimals depend on
 * their order: the parts of a series merge in the order of their partitions, and the series in the
 * order of their names. Nothing but the sum of all comes to the driver.
 */
public record SeriesTotals<T extends Serializable>(
    JavaPairRDD<String, T> bySeries, Function2<T, T, T> merge) {

  /** What one partition holds of a series. */
  public record Part<T extends Serializable>(String series, int partition, T sum)
      implements Serializable {}

  /** {@code merge} adds its second argument to the first, and returns it. */
  public static <T extends Serializable> SeriesTotals<T> of(
      JavaRDD<Part<T>> parts, Function2<T, T, T> merge) {
    return new SeriesTotals<>(
        parts
            .mapToPair(part -> new Tuple2<>(part.series(), part))
            .groupByKey()
            .mapValues(some -> merged(some, merge)),
        merge);
  }

  private static <T extends Serializable> T merged(
      Iterable<Part<T>> parts, Function2<T, T, T> merge) throws Exception {
    List<Part<T>> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(Part::partition));
    T sum = ordered.get(0).sum();
    for (Part<T> part : ordered.subList(1, ordered.size())) {
      sum = merge.call(sum, part.sum());
    }
    return sum;
  }

  /** The sum over all series, which begins with nothing. One task adds them up as they come. */
  public T all(T nothing) {
    Function2<T, T, T> add = merge;
    return bySeries
        .repartitionAndSortWithinPartitions(new HashPartitioner(1))
        .values()
        .mapPartitions(
            sums -> {
              T all = nothing;
              for (T sum : (Iterable<T>) () -> sums) {
                all = add.call(all, sum);
              }
              return List.of(all).iterator();
            })
        .first();
  }
}
