package io.reprise.stage;

import io.reprise.stage.table.LocalFiles;
import java.util.HashMap;
import java.util.Map;

/** What a Spark session of ours must have, whatever the defaults of the cluster are. */
public final class SessionSettings {

  private SessionSettings() {}

  public static Map<String, String> of(String master) {
    Map<String, String> settings = new HashMap<>();
    // Times are UTC throughout, wherever the driver happens to stand.
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // Spark's Kryo cannot read records, and is the default of many a cluster.
    settings.put("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    if (master.matches("local(\\[.*\\])?")) {
      settings.put("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
    }
    return settings;
  }
}
