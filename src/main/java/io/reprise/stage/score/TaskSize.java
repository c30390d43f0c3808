package io.reprise.stage.score;

import org.apache.spark.sql.SparkSession;

/**
 * Small tasks while scoring, for few bytes of a series are much work, and much more to write: so no
 * core waits long for the last task of another, and what a task sorts by date fits into memory.
 */
record TaskSize(SparkSession spark, String before) implements AutoCloseable {

  private static final String KEY = "spark.sql.files.maxPartitionBytes";
  private static final String BYTES = "16m";

  static TaskSize small(SparkSession spark) {
    TaskSize size = new TaskSize(spark, spark.conf().get(KEY));
    spark.conf().set(KEY, BYTES);
    return size;
  }

  @Override
  public void close() {
    spark.conf().set(KEY, before);
  }
}
