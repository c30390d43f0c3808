package io.reprise.stage.replay;

import io.reprise.core.iterate.Iterators;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * What is known of each series, on its way to the chunks of that series. Few entries are broadcast.
 * Of many, each task gets those of the series that it has, by one shuffle of the entries. The
 * chunks stay where they are in either case, and in their order, so that both give the same bits.
 */
public final class KnownSeries implements AutoCloseable {

  /**
   * So many entries are broadcast. That costs the driver a megabyte or two, and spares the second
   * look at the chunks that many entries cost.
   */
  static final int FEW = 4096;

  private final JavaPairRDD<String, SeriesParameters> table;

  /** Null where there are many. */
  private final Broadcast<Map<String, SeriesParameters>> few;

  private KnownSeries(
      JavaPairRDD<String, SeriesParameters> table, Broadcast<Map<String, SeriesParameters>> few) {
    this.table = table;
    this.few = few;
  }

  /** No series has two entries in the table. */
  public static KnownSeries of(JavaPairRDD<String, SeriesParameters> table) {
    return of(table, FEW);
  }

  static KnownSeries of(JavaPairRDD<String, SeriesParameters> table, int most) {
    List<Tuple2<String, SeriesParameters>> first = table.take(most + 1);
    return new KnownSeries(
        table,
        first.size() > most
            ? null
            : JavaSparkContext.fromSparkContext(table.context())
                .broadcast(byName(first.iterator())));
  }

  /** Whether a join moves entries, each time that its result is read. */
  public boolean areMany() {
    return few == null;
  }

  /** The chunks with what is known of their series. Of a series that is not known they stay. */
  public JavaRDD<Chunk> join(JavaRDD<Chunk> chunks) {
    Broadcast<Map<String, SeriesParameters>> entries = few;
    return entries != null
        ? chunks.mapPartitions(some -> joined(some, entries.value()))
        : chunks.zipPartitions(askedFor(chunks), (some, own) -> joined(some, byName(own)));
  }

  private static Iterator<Chunk> joined(
      Iterator<Chunk> chunks, Map<String, SeriesParameters> known) {
    return Iterators.stream(chunks)
        .map(
            chunk -> {
              SeriesParameters own = known.get(chunk.series());
              return own == null ? chunk : chunk.with(own);
            })
        .iterator();
  }

  private static Map<String, SeriesParameters> byName(
      Iterator<Tuple2<String, SeriesParameters>> entries) {
    Map<String, SeriesParameters> byName = new HashMap<>();
    entries.forEachRemaining(entry -> byName.put(entry._1(), entry._2()));
    return byName;
  }

  /** The entries that each partition of the chunks needs, in partitions that match theirs. */
  private JavaRDD<Tuple2<String, SeriesParameters>> askedFor(JavaRDD<Chunk> chunks) {
    return JavaPairRDD.fromJavaRDD(chunks.mapPartitionsWithIndex(KnownSeries::names, true))
        .join(table)
        .mapToPair(
            found -> new Tuple2<>(found._2()._1(), new Tuple2<>(found._1(), found._2()._2())))
        .partitionBy(new ByNumber(chunks.getNumPartitions()))
        .values();
  }

  private static Iterator<Tuple2<String, Integer>> names(int partition, Iterator<Chunk> chunks) {
    Set<String> met = new HashSet<>();
    return Iterators.stream(chunks)
        .map(Chunk::series)
        .filter(met::add)
        .map(series -> new Tuple2<>(series, partition))
        .iterator();
  }

  @Override
  public void close() {
    if (few != null) {
      few.destroy();
    }
  }

  /** Sends to the partition of that number. */
  private static final class ByNumber extends Partitioner {

    private static final long serialVersionUID = 1;

    private final int partitions;

    ByNumber(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object number) {
      return (Integer) number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByNumber same && partitions == same.partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }
}
