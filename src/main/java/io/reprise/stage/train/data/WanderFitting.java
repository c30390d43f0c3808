package io.reprise.stage.train.data;

import io.reprise.core.normalize.LevelBlocks;
import io.reprise.core.normalize.Wander;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Fingerprint;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Finds the features whose level wanders through the training part. Of many series it looks at
 * some, the same ones in every run. Parts merge in whatever order they come: it moves the numbers
 * by rounding alone, and the answer is a yes or no.
 *
 * @param series how many there are
 */
public record WanderFitting(long series, int features, int windowLength, TrainingPoints training)
    implements Serializable {

  /** More would tell no more of what they have in common. */
  private static final int ENOUGH_SERIES = 4096;

  /** So many of the shortest blocks make a window: a short training part needs short blocks. */
  private static final int BLOCKS_IN_A_WINDOW = 8;

  /** The numbers of the features. */
  public List<Integer> wandering(JavaRDD<Chunk> chunks) {
    boolean[] wandering =
        chunks
            .filter(chunk -> looksAt(chunk.series()))
            .mapToPair(chunk -> new Tuple2<>(chunk.series(), levels(chunk)))
            .filter(levels -> !levels._2().isEmpty())
            .reduceByKey(LevelBlocks::merge)
            .map(series -> Wander.of(series._2()))
            .fold(new Wander(features), Wander::merge)
            .wandering();
    return IntStream.range(0, features).filter(feature -> wandering[feature]).boxed().toList();
  }

  /** Whether a series is among those. A hash of its name chooses. */
  private boolean looksAt(String name) {
    long every = Math.max(1, series / ENOUGH_SERIES);
    return Long.remainderUnsigned(Fingerprint.ofSeries(name), every) == 0;
  }

  private LevelBlocks levels(Chunk chunk) {
    long duration = chunk.period() * Math.max(1, windowLength / BLOCKS_IN_A_WINDOW);
    LevelBlocks levels = new LevelBlocks(features, duration);
    training.forEach(
        chunk, point -> levels.add(chunk.time(point), chunk.values(), point * features));
    return levels;
  }
}
