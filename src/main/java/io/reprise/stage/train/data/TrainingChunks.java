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
 * far. What is known of few series joins them whenever they are read; with that of many they are
 * kept anew.
 */
public final class TrainingChunks implements AutoCloseable {

  /**
   * Whenever a task might look at a block that did not fit memory, Spark reads it as a whole, to
   * see whether it fits now. A block that is kept on disk alone is read as far as the task asks for
   * it, and a round of averaging mostly asks for nothing: its windows are in the cache.
   */
  private static final StorageLevel LEVEL = StorageLevel.DISK_ONLY();

  private final Deque<Runnable> toClose = new ArrayDeque<>();
  private JavaRDD<Chunk> chunks;
  private JavaPairRDD<String, SeriesParameters> known;

  /** {@code known} is what the chunks bear already. */
  public TrainingChunks(JavaRDD<Chunk> chunks, JavaPairRDD<String, SeriesParameters> known) {
    this.known = known;
    this.chunks = kept(chunks);
  }

  private JavaRDD<Chunk> kept(JavaRDD<Chunk> some) {
    JavaRDD<Chunk> kept = some.persist(LEVEL);
    onClose(kept::unpersist);
    return kept;
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
    JavaRDD<Chunk> joined = entries.join(chunks);
    chunks = entries.areMany() ? kept(joined) : joined;
    known = known.union(more);
  }

  /** Runs when the chunks and what is known of them are no longer needed. */
  public void onClose(Runnable action) {
    toClose.push(action);
  }

  @Override
  public void close() {
    toClose.forEach(Runnable::run);
  }
}
