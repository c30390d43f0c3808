package io.reprise.stage.train.data;

import io.reprise.core.series.Chunk;
import java.util.Map;
import org.apache.spark.Partitioner;

/** All chunks of a series in one task. */
public final class SeriesPartitioner extends Partitioner {

  private static final long serialVersionUID = 1;

  private final Map<String, Integer> taskOf;
  private final int tasks;

  public SeriesPartitioner(Map<String, Integer> taskOf) {
    this.taskOf = taskOf;
    this.tasks = 1 + taskOf.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  public boolean has(Chunk chunk) {
    return taskOf.containsKey(chunk.series());
  }

  @Override
  public int numPartitions() {
    return tasks;
  }

  @Override
  public int getPartition(Object chunk) {
    return taskOf.get(((Chunk) chunk).series());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesPartitioner same && taskOf.equals(same.taskOf);
  }

  @Override
  public int hashCode() {
    return taskOf.hashCode();
  }
}
