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
 * far. They are kept once: what is known joins them whenever they are read.
 */
public final class TrainingChunks implements AutoCloseable {

  private final Deque<Runnable> toClose = new ArrayDeque<>();
  private JavaRDD<Chunk> chunks;
  private JavaPairRDD<String, SeriesParameters> known;

  /** {@code known} is what the chunks bear already. */
  public TrainingChunks(JavaRDD<Chunk> kept, JavaPairRDD<String, SeriesParameters> known) {
    this.chunks = kept.persist(StorageLevel.MEMORY_AND_DISK());
    this.known = known;
    onClose(kept::unpersist);
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
    chunks = entries.join(chunks);
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
