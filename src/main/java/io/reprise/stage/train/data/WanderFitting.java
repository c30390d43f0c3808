package io.reprise.stage.train.data;

import io.reprise.core.normalize.LevelBlocks;
import io.reprise.core.normalize.Wander;
import io.reprise.core.series.Chunk;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Finds the features whose level wanders through the training part. Parts merge in whatever order
 * they come: it moves the numbers by rounding alone, and the answer is a yes or no.
 */
public record WanderFitting(int features, int windowLength, TrainingPoints training)
    implements Serializable {

  /** So many of the shortest blocks make a window: a short training part needs short blocks. */
  private static final int BLOCKS_IN_A_WINDOW = 8;

  /** The numbers of the features. */
  public List<Integer> wandering(JavaRDD<Chunk> chunks) {
    boolean[] wandering =
        chunks
            .mapToPair(chunk -> new Tuple2<>(chunk.series(), levels(chunk)))
            .filter(levels -> !levels._2().isEmpty())
            .reduceByKey(LevelBlocks::merge)
            .map(series -> Wander.of(series._2()))
            .fold(new Wander(features), Wander::merge)
            .wandering();
    return IntStream.range(0, features).filter(feature -> wandering[feature]).boxed().toList();
  }

  private LevelBlocks levels(Chunk chunk) {
    long duration = chunk.period() * Math.max(1, windowLength / BLOCKS_IN_A_WINDOW);
    LevelBlocks levels = new LevelBlocks(features, duration);
    training.forEach(
        chunk, point -> levels.add(chunk.time(point), chunk.values(), point * features));
    return levels;
  }
}
