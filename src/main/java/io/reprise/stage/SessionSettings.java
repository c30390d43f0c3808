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
    // Spark's Kryo cannot read records, and many clusters make it the default.
    settings.put("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    if (master.matches("local(\\[.*\\])?")) {
      settings.put("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
    }
    return settings;
  }
}
