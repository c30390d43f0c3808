package io.reprise.stage.archive;

import java.time.ZoneId;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * How Spark reads times while an archive is read. A time without a zone is in the archive's zone. A
 * text that does not fit its pattern becomes null. By default Spark would fail where an older Spark
 * could have read it.
 */
public record ReadingSettings(RuntimeConfig session, String zone, String policy)
    implements AutoCloseable {

  private static final String ZONE = "spark.sql.session.timeZone";
  private static final String POLICY = "spark.sql.legacy.timeParserPolicy";

  public static ReadingSettings apply(SparkSession spark, ZoneId zone) {
    RuntimeConfig session = spark.conf();
    ReadingSettings before = new ReadingSettings(session, session.get(ZONE), session.get(POLICY));
    session.set(ZONE, zone.getId());
    session.set(POLICY, "CORRECTED");
    return before;
  }

  @Override
  public void close() {
    session.set(ZONE, zone);
    session.set(POLICY, policy);
  }
}
