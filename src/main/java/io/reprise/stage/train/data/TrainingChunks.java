package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.stage.replay.KnownSeries;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The chunks that a training looks at, kept on the executors, with what is known of their series so
 * far.
 */
public final class TrainingChunks implements AutoCloseable {

  private final Deque<Runnable> toClose = new ArrayDeque<>();
  private JavaRDD<Chunk> chunks;
  private JavaPairRDD<String, SeriesParameters> known;

  /** {@code known} is what the chunks bear already. */
  public TrainingChunks(JavaRDD<Chunk> chunks, JavaPairRDD<String, SeriesParameters> known) {
    this.chunks = kept(chunks);
    this.known = known;
  }

  private static JavaRDD<Chunk> kept(JavaRDD<Chunk> chunks) {
    return chunks.persist(StorageLevel.MEMORY_AND_DISK());
  }

  public JavaRDD<Chunk> chunks() {
    return chunks;
  }

  /** All that is known, an entry for each series. */
  public JavaPairRDD<String, SeriesParameters> known() {
    return known.reduceByKey(SeriesParameters::with);
  }

  /** Gives more to the chunks of each series. */
  public void learn(JavaPairRDD<String, SeriesParameters> more) {
    KnownSeries entries = KnownSeries.of(more);
    onClose(entries::close);
    JavaRDD<Chunk> before = chunks;
    chunks = kept(entries.join(before));
    // Until they are all there, the new ones are made of the old ones.
    chunks.count();
    before.unpersist();
    known = known.union(more);
  }

  /** Runs when the chunks and what is known of them are no longer needed. */
  public void onClose(Runnable action) {
    toClose.push(action);
  }

  @Override
  public void close() {
    chunks.unpersist();
    toClose.forEach(Runnable::run);
  }
}
