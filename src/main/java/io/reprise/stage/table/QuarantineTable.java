package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows that a run of ingest rejected, each as it was read, with its file and the reason. */
public final class QuarantineTable {

  public static final String FILE = "file";
  public static final String REASON = "reason";
  public static final String ROW = "row";

  public static final StructType SCHEMA =
      new StructType()
          .add(FILE, DataTypes.StringType)
          .add(REASON, DataTypes.StringType)
          .add(ROW, DataTypes.StringType);

  private QuarantineTable() {}

  /** Writes the rejected rows of a run and returns them as written. */
  public static Dataset<Row> write(SparkSession spark, Store store, String id, Dataset<Row> rows) {
    store.writeTable(rows, path(store, id));
    return read(spark, store, id);
  }

  public static Dataset<Row> read(SparkSession spark, Store store, String id) {
    return spark.read().parquet(path(store, id).toString());
  }

  /** Puts what became of the rows beside the rejected ones, and the list of their files. */
  public static void describe(
      SparkSession spark, Store store, String id, ObjectNode account, String configuration) {
    TableFiles.seal(spark, store, ResultKind.QUARANTINE, id);
    store.describe(ResultKind.QUARANTINE, id, account, configuration);
  }

  /** Refuses rows that are not as they were written. */
  public static void requireWhole(SparkSession spark, Store store, String id) {
    TableFiles.require(spark, store, ResultKind.QUARANTINE, Map.of(id, Set.of(path(store, id))));
  }

  private static Path path(Store store, String id) {
    return new Path(store.directory(ResultKind.QUARANTINE, id), "rows");
  }
}
