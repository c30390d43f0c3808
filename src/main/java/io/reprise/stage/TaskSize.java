package io.reprise.stage;

import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/**
 * Small tasks for a while, where few bytes are much work: so that no core waits long for the last
 * task of another. A user's smaller size stays.
 */
public record TaskSize(SparkSession spark, String before) implements AutoCloseable {

  private static final String KEY = "spark.sql.files.maxPartitionBytes";

  public static TaskSize atMost(int megabytes, SparkSession spark) {
    TaskSize size = new TaskSize(spark, spark.conf().get(KEY));
    if (JavaUtils.byteStringAsBytes(size.before) > (long) megabytes << 20) {
      spark.conf().set(KEY, megabytes + "m");
    }
    return size;
  }

  @Override
  public void close() {
    spark.conf().set(KEY, before);
  }
}
