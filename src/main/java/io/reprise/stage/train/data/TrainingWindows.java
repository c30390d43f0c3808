package io.reprise.stage.train.data;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Noise;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.LongStream;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The training windows of a partition as minibatches, in an order that is drawn anew for each
 * epoch.
 */
public record TrainingWindows(
    WindowSelection selection,
    Normalizer normalizer,
    Autoencoder autoencoder,
    Noise noise,
    int batch,
    long seed)
    implements Serializable {

  public Iterator<DataSet> minibatches(
      int epoch, int partition, Iterator<Chunk> chunks, WindowCache cache) {
    Random random = new Random(seed * 31 + epoch * 1_000_003L + partition);
    long noiseSeed = random.nextLong();
    HeldChunks held = cache.windows(partition, room -> read(chunks, new HeldChunks(room))).chunks();
    long[] order = cache.order(partition, epoch, windows -> shuffled(windows, random));
    return new Minibatches(held, order, noiseSeed);
  }

  private WindowCache.Windows read(Iterator<Chunk> chunks, HeldChunks held) {
    LongStream.Builder windows = LongStream.builder();
    for (int number = 0; chunks.hasNext(); number++) {
      Chunk chunk = chunks.next();
      held.add(chunk);
      for (int start : selection.owned(SplitPart.TRAIN, chunk)) {
        windows.add(window(number, start));
      }
    }
    held.finish();
    return new WindowCache.Windows(held, windows.build().toArray());
  }

  /** A window as one number: which chunk, and where in it. */
  private static long window(int chunk, int start) {
    return (long) chunk << Integer.SIZE | start;
  }

  private static long[] shuffled(long[] windows, Random random) {
    long[] values = windows.clone();
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
    return values;
  }

  private final class Minibatches implements Iterator<DataSet> {

    private final HeldChunks held;
    private final long[] order;
    private final long noiseSeed;
    private int next;

    Minibatches(HeldChunks held, long[] order, long noiseSeed) {
      this.held = held;
      this.order = order;
      this.noiseSeed = noiseSeed;
    }

    @Override
    public boolean hasNext() {
      return next < order.length;
    }

    @Override
    public DataSet next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int from = next;
      next = Math.min(order.length, from + batch);
      int to = next;
      return new Minibatch(() -> autoencoder.example(gather(from, to), noise, noiseSeed + from));
    }

    private Batch gather(int from, int to) {
      Batch gathered = new Batch(to - from, autoencoder.spec().steps(), normalizer.features());
      for (int i = from; i < to; i++) {
        int chunk = (int) (order[i] >> Integer.SIZE);
        int start = (int) order[i];
        int points = selection.windowing().pointsAt(held.points(chunk), start);
        HeldChunks.Stretch stretch = held.stretch(chunk, start, points);
        gathered.append(
            stretch.values(),
            stretch.from(),
            points,
            normalizer.scaler(stretch.scaler(), stretch.values(), stretch.from(), points));
      }
      return gathered;
    }
  }
}
