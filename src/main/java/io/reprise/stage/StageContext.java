package io.reprise.stage;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.Configuration;
import io.reprise.stage.common.Progress;
import io.reprise.stage.table.Store;
import org.apache.spark.sql.SparkSession;

/** What every stage works with. */
public record StageContext(
    SparkSession spark, Store store, Configuration configuration, Progress progress) {

  /** The same for another archive. */
  public StageContext withArchive(ArchiveConfig archive) {
    return new StageContext(spark, store, configuration.withArchive(archive), progress);
  }
}
