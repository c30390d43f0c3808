package io.reprise.stage.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.max;

import io.reprise.config.Secrets;
import io.reprise.core.report.Coverage;
import io.reprise.core.report.PageData;
import io.reprise.stage.table.QuarantineTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The part of the archive that could not be judged: values that are missing, rows that were
 * rejected.
 */
final class UnjudgedData {

  private static final int QUARANTINE_SAMPLES = 10;

  /** So many series are listed, those that miss most. */
  private static final int MOST_COVERAGE = 10;

  private UnjudgedData() {}

  static List<Coverage> coverage(SparkSession spark, Store store, SeriesTable series) {
    if (series.manifest().sequences()) {
      return List.of();
    }
    return SeriesTable.readProfile(spark, store, series.id())
        .filter("missing > 0")
        .groupBy("series")
        .agg(
            max("period"), max("present"), max("filled"), max("missing").as("missing"), max("gaps"))
        .orderBy(desc("missing"), col("series"))
        .limit(MOST_COVERAGE)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Coverage(
                    row.getString(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)))
        .toList();
  }

  static List<PageData.Quarantined> quarantined(
      SparkSession spark, Store store, SeriesTable series) {
    if (series.manifest().archive().rowsQuarantined() == 0) {
      return List.of();
    }
    List<PageData.Quarantined> samples = new ArrayList<>();
    for (Row row :
        QuarantineTable.read(spark, store, series.manifest().quarantine())
            .groupBy(QuarantineTable.REASON)
            .agg(first(QuarantineTable.FILE), first(QuarantineTable.ROW))
            .orderBy(QuarantineTable.REASON)
            .limit(QUARANTINE_SAMPLES)
            .collectAsList()) {
      samples.add(
          new PageData.Quarantined(
              row.getString(0), Secrets.hidden(row.getString(1)), row.getString(2)));
    }
    return samples;
  }
}
