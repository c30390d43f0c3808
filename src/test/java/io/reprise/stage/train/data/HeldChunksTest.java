package io.reprise.stage.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Noise;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.stage.SparkExtension;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** What does not fit memory is read from a file, and trained on just the same. */
@ExtendWith(SparkExtension.class)
class HeldChunksTest {

  private static final int STEPS = 8;

  private static final Autoencoder NETWORK =
      new Autoencoder(
          new NetworkSpec(
              2, STEPS, List.of(6), List.of(5), Loss.MSE, 0.01, 7, NetworkOptions.PLAIN),
          Engine.ONEDNN);

  private static final List<Normalizer> NORMALIZERS =
      List.of(
          new Normalizer(Method.STANDARD, Scope.GLOBAL, scaler(1)),
          new Normalizer(Method.STANDARD, Scope.SERIES, scaler(2)),
          new Normalizer(Method.STANDARD, Scope.SERIES, scaler(2), List.of(1)),
          new Normalizer(Method.STANDARD, Scope.SEQUENCE, scaler(3)));

  private static Scaler scaler(float level) {
    return new Scaler(new float[] {level, 0}, new float[] {1, 2 * level});
  }

  /** Chunks that are longer and shorter than a window; every third has no scaler of its own. */
  private static List<Chunk> chunks(int count) {
    Random random = new Random(5);
    List<Chunk> chunks = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      float[] values = new float[2 * (1 + random.nextInt(3 * STEPS))];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      Chunk chunk = Chunk.sequence("s" + c, 0, 0, 2, values, null);
      chunks.add(c % 3 == 0 ? chunk : chunk.with(SeriesParameters.scaledBy(scaler(c))));
    }
    return chunks;
  }

  private static Iterator<DataSet> minibatches(
      Normalizer normalizer, List<Chunk> chunks, WindowCache cache) {
    WindowSelection selection =
        new WindowSelection(new Windowing(STEPS, 3, true), new SplitPlan.ByLot(1, 0, 0), false);
    return new TrainingWindows(selection, normalizer, NETWORK, Noise.NONE, 4, 3)
        .minibatches(1, 0, chunks.iterator(), cache);
  }

  @ParameterizedTest(name = "{0} bytes of room")
  @ValueSource(longs = {0, 1, 20_000, 100_000})
  void aFileGivesTheMinibatchesThatMemoryGives(long room, SparkSession spark) {
    List<Chunk> chunks = chunks(300);
    for (Normalizer normalizer : NORMALIZERS) {
      Iterator<DataSet> expected = minibatches(normalizer, chunks, new WindowCache(Long.MAX_VALUE));
      Iterator<DataSet> actual = minibatches(normalizer, chunks, new WindowCache(room));
      assertThat(expected).hasNext();
      while (expected.hasNext()) {
        DataSet one = expected.next();
        DataSet other = actual.next();
        assertThat(other.getFeatures()).isNotNull().isEqualTo(one.getFeatures());
        assertThat(other.getFeaturesMaskArray()).isEqualTo(one.getFeaturesMaskArray());
      }
      assertThat(actual).isExhausted();
    }
  }

  @Test
  void moreThanIsWrittenAtOnce(SparkSession spark) {
    List<Chunk> chunks = List.of(longChunk(400_000), longChunk(3), longChunk(70_000));
    HeldChunks held = held(chunks, 0);
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      Chunk expected = chunks.get(chunk);
      assertThat(held.points(chunk)).isEqualTo(expected.points());
      HeldChunks.Stretch last = held.stretch(chunk, expected.points() - 2, 2);
      assertThat(last.from()).isZero();
      assertThat(last.values()).containsExactly(lastOf(expected, 4));
      assertThat(last.scaler()).isNull();
    }
  }

  private static Chunk longChunk(int points) {
    float[] values = new float[2 * points];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Chunk.sequence("s" + points, 0, 0, 2, values, null);
  }

  private static float[] lastOf(Chunk chunk, int values) {
    float[] last = new float[values];
    System.arraycopy(chunk.values(), chunk.values().length - values, last, 0, values);
    return last;
  }

  private static HeldChunks held(List<Chunk> chunks, long room) {
    HeldChunks held = new HeldChunks(new AtomicLong(room));
    chunks.forEach(held::add);
    held.finish();
    return held;
  }
}
