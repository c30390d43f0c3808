package io.reprise.stage;

import io.reprise.stage.table.LocalFiles;
import java.util.HashMap;
import java.util.Map;

/** The settings that every Spark session of ours needs, whatever the cluster's defaults are. */
public final class SessionSettings {

  private SessionSettings() {}

  public static Map<String, String> of(String master) {
    Map<String, String> settings = new HashMap<>();
    // Times are in UTC, whatever the zone of the driver is.
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    putCalendars(settings);
    // Spark 3.5 refuses nanoseconds. As whole numbers both lines read them.
    settings.put("spark.sql.legacy.parquet.nanosAsLong", "true");
    // Spark's Kryo cannot read records, and many clusters make it the default.
    settings.put("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    // A column may be called ${name}, and nobody wants the environment in its place.
    settings.put("spark.sql.variable.substitute", "false");
    // Parquet files bear checksums that Spark would not look at.
    settings.put("spark.hadoop.parquet.page.verify-checksum.enabled", "true");
    if (isLocal(master)) {
      settings.put("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
      // A task that runs out of memory fails like any other. It must not end this process, too.
      settings.put("spark.executor.killOnFatalError.depth", "0");
    }
    return settings;
  }

  /** Settings that a user may have set otherwise. */
  public static Map<String, String> defaults(String master) {
    Map<String, String> settings = new HashMap<>();
    if (isLocal(master)) {
      // A task whose data lie on another host would wait for that host. Here there is none, and
      // nothing wakes the scheduler when the time to wait is over: the job would hang.
      settings.put("spark.locality.wait", "0s");
      LocalFiles.umask()
          .ifPresent(mask -> settings.put("spark.hadoop.fs.permissions.umask-mode", mask));
    }
    return settings;
  }

  /**
   * Times before 1900 are what they are in today's calendar. By default Spark refuses to read or
   * write them, for it cannot know which calendar was meant. It still goes by what a file says of
   * its own calendar.
   */
  private static void putCalendars(Map<String, String> settings) {
    for (String kind : new String[] {"parquet.datetime", "parquet.int96", "avro.datetime"}) {
      settings.put("spark.sql.%sRebaseModeInRead".formatted(kind), "CORRECTED");
      settings.put("spark.sql.%sRebaseModeInWrite".formatted(kind), "CORRECTED");
    }
  }

  private static boolean isLocal(String master) {
    return master.matches("local(\\[.*\\])?");
  }
}
