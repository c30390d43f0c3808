package io.reprise.stage.ingest;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The first rows of some of the tasks that would read an archive. The tasks are spread evenly over
 * it, so that what lies at its end counts as well.
 */
record RowSample(Dataset<Row> archive, int tasks) {

  static final int MOST_TASKS = 16;
  private static final int MOST_ROWS = 1_000_000;

  static RowSample of(Dataset<Row> archive) {
    return new RowSample(archive, Math.max(1, archive.javaRDD().getNumPartitions()));
  }

  Dataset<Row> rows() {
    return rows(rowsOfTask());
  }

  /** The first row of each of the same tasks. */
  Dataset<Row> rowOfEachTask() {
    return rows(1);
  }

  private Dataset<Row> rows(int most) {
    int all = tasks;
    return archive.mapPartitions(
        (MapPartitionsFunction<Row, Row>)
            rows ->
                isChosen(TaskContext.getPartitionId(), all)
                    ? new First(rows, most)
                    : Collections.emptyIterator(),
        Encoders.row(archive.schema()));
  }

  /** Whether a sample with at most so many rows of a task is the whole archive. */
  boolean isWhole(long mostOfTask) {
    return tasks <= MOST_TASKS && mostOfTask < rowsOfTask();
  }

  private int rowsOfTask() {
    return MOST_ROWS / Math.min(tasks, MOST_TASKS);
  }

  static boolean isChosen(int task, int tasks) {
    return tasks <= MOST_TASKS
        || (long) (task + 1) * MOST_TASKS / tasks > (long) task * MOST_TASKS / tasks;
  }

  private static final class First implements Iterator<Row> {

    private final Iterator<Row> rows;
    private int left;

    First(Iterator<Row> rows, int most) {
      this.rows = rows;
      this.left = most;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && rows.hasNext();
    }

    @Override
    public Row next() {
      left--;
      return rows.next();
    }
  }
}
