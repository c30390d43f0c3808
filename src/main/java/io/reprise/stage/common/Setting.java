package io.reprise.stage.common;

import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/** A setting of Spark SQL that holds until it is closed. */
public record Setting(SparkSession spark, String key, String before) implements AutoCloseable {

  private static final String TASK_BYTES = "spark.sql.files.maxPartitionBytes";
  private static final String LISTING = "spark.sql.sources.parallelPartitionDiscovery.parallelism";
  private static final String WRITERS = "spark.sql.maxConcurrentOutputFileWriters";

  /** Spark's default for writers. */
  private static final String NONE = "0";

  /**
   * Makes tasks small where few bytes are much work, so that no core waits long for the last task
   * of another. A smaller size that a user has set stays.
   */
  public static Setting tasksOfAtMost(int megabytes, SparkSession spark) {
    String before = spark.conf().get(TASK_BYTES);
    boolean larger = JavaUtils.byteStringAsBytes(before) > (long) megabytes << 20;
    return of(TASK_BYTES, larger ? megabytes + "m" : before, spark);
  }

  /**
   * Lets Spark list many directories with one task for each core. By default it starts one for each
   * directory, and starting a task takes longer than listing a directory.
   */
  public static Setting listingByCores(SparkSession spark) {
    return of(LISTING, Integer.toString(spark.sparkContext().defaultParallelism()), spark);
  }

  /**
   * Lets a task that writes few dates keep a file open for each, instead of sorting its rows by
   * date. If there are more dates than {@code files}, it sorts the rest. A number that a user has
   * set stays.
   */
  public static Setting filesAtOnce(int files, SparkSession spark) {
    String before = spark.conf().get(WRITERS);
    return of(WRITERS, before.equals(NONE) ? Integer.toString(files) : before, spark);
  }

  private static Setting of(String key, String value, SparkSession spark) {
    Setting setting = new Setting(spark, key, spark.conf().get(key));
    spark.conf().set(key, value);
    return setting;
  }

  @Override
  public void close() {
    spark.conf().set(key, before);
  }
}
