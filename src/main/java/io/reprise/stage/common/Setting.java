package io.reprise.stage.common;

import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/** A setting of Spark SQL that holds for a while. */
public record Setting(SparkSession spark, String key, String before) implements AutoCloseable {

  private static final String TASK_BYTES = "spark.sql.files.maxPartitionBytes";
  private static final String LISTING = "spark.sql.sources.parallelPartitionDiscovery.parallelism";
  private static final String WRITERS = "spark.sql.maxConcurrentOutputFileWriters";

  /** Spark's default for writers. */
  private static final String NONE = "0";

  /**
   * Small tasks, where few bytes are much work: so that no core waits long for the last task of
   * another. A user's smaller size stays.
   */
  public static Setting tasksOfAtMost(int megabytes, SparkSession spark) {
    String before = spark.conf().get(TASK_BYTES);
    boolean larger = JavaUtils.byteStringAsBytes(before) > (long) megabytes << 20;
    return of(TASK_BYTES, larger ? megabytes + "m" : before, spark);
  }

  /**
   * Has Spark list many directories with a task a core. By itself it takes a task a directory: 1.2
   * s for 232 dates on two cores.
   */
  public static Setting listingByCores(SparkSession spark) {
    return of(LISTING, Integer.toString(spark.sparkContext().defaultParallelism()), spark);
  }

  /**
   * A task that writes few dates keeps a file open for each, instead of sorting its rows by date:
   * 15 % less work for the rows of windows. Beyond so many it sorts the rest. A user's own number
   * stays.
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
