package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.reprise.config.Secrets;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.archive.OpenedArchive;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.QuarantineTable;
import io.reprise.stage.table.Store;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** Writes every rejected row, as it was read, with its file and the reason. */
record Quarantine(SparkSession spark, Store store, String id, OpenedArchive source) {

  /**
   * {@code doubled} are rows with their numbers. Among them are those that the chunks left out
   * because another row has their time.
   */
  void write(Dataset<Row> rejected, Dataset<Row> doubled, Dataset<Row> chunks, RowAccount found) {
    Dataset<Row> rows = shaped(rejected);
    if (found.quarantinedByReason().containsKey(Reason.DUPLICATE_TIME.text())) {
      Dataset<Row> numbers = chunks.select(explode(col("rejected")).as(PointRows.NUMBER));
      rows =
          rows.unionByName(
              shaped(
                  doubled
                      .join(numbers, PointRows.NUMBER)
                      .withColumn(PointRows.REASON, lit(Reason.DUPLICATE_TIME.text()))));
    }
    if (found.rowsQuarantined() == 0) {
      rows = rows.limit(0);
    }
    if (!source.unreadable().isEmpty()) {
      rows = rows.unionByName(unreadableFiles());
    }
    requireAll(QuarantineTable.write(spark, store, id, rows).count(), found);
  }

  /** A row for each file that cannot be opened. */
  private Dataset<Row> unreadableFiles() {
    return spark.createDataFrame(
        source.unreadable().stream()
            .map(
                file ->
                    RowFactory.create(
                        Secrets.hidden(file.path()),
                        Reason.UNREADABLE_FILE.text(),
                        Secrets.hidden(file.problem())))
            .toList(),
        QuarantineTable.SCHEMA);
  }

  /** Refuses an archive that changed between two passes, for each pass numbers the rows anew. */
  private static void requireAll(long quarantined, RowAccount found) {
    if (quarantined != found.rowsQuarantined()) {
      throw new InputRefusedException(
          "archive.path: %d rows were rejected but %d found again; the archive changed while it was"
              + " read, run ingest again.",
          found.rowsQuarantined(), quarantined);
    }
  }

  /** An address may hold a password. */
  private static UserDefinedFunction shown() {
    UDF1<String, String> hidden = Secrets::hidden;
    return udf(hidden, DataTypes.StringType);
  }

  private static Dataset<Row> shaped(Dataset<Row> rows) {
    return rows.select(
        shown().apply(col(PointRows.FILE)).as(QuarantineTable.FILE),
        col(PointRows.REASON).as(QuarantineTable.REASON),
        col(PointRows.ROW).as(QuarantineTable.ROW));
  }
}
