package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.reprise.stage.common.Progress;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A first look at what was ingested. For each series and feature it says from when to when it
 * reaches, how much is there, filled or missing, and in which range. The table lies beside the
 * chunks.
 */
record Profile(SparkSession spark, Store store, String id, List<String> features) {

  void write(Dataset<ChunkRow> chunks, Progress progress) {
    Dataset<Row> table = SeriesTable.writeProfile(spark, store, id, bySeries(chunks)).cache();
    try {
      new ProfileSummary(table).say(progress);
    } finally {
      table.unpersist();
    }
  }

  private Dataset<Row> bySeries(Dataset<ChunkRow> chunks) {
    Column names =
        element_at(
            array(features.stream().map(functions::lit).toArray(Column[]::new)),
            col("feature").plus(1));
    return chunks
        .flatMap(
            (FlatMapFunction<ChunkRow, ProfileRow>) row -> ProfileRow.of(row.chunk()).iterator(),
            ProfileRow.ENCODER)
        .groupBy("series", "feature")
        .agg(
            min("first").as("first"),
            max("last").as("last"),
            max("period").as("period"),
            sum("present").as("present"),
            sum("filled").as("filled"),
            sum("stretches").minus(1).as("gaps"),
            min("least").as("least"),
            max("greatest").as("greatest"),
            sum("sum").as("sum"))
        .select(
            col("series"),
            names.as("feature"),
            expr("if(period = 0, null, timestamp_micros(first))").as("first"),
            expr("if(period = 0, null, timestamp_micros(last))").as("last"),
            col("period"),
            col("present"),
            col("filled"),
            expr("if(period = 0, 0, (last - first) div period + 1 - present)").as("missing"),
            col("gaps"),
            col("least"),
            col("greatest"),
            col("sum").divide(col("present")).as("mean"))
        .orderBy("series", "feature");
  }
}
