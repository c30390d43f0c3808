package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reprise.stage.common.Progress;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A first look at what was ingested. For each series and feature it says from when to when it
 * reaches, how much is there, filled or missing, and in which range. The table lies beside the
 * chunks. People see it by feature, with warnings of what would spoil a training.
 */
record Profile(SparkSession spark, Store store, String id, List<String> features) {

  /** So many features are shown. More would not fit a terminal. */
  private static final int SHOWN = 20;

  /**
   * A series dwarfs the others if it has more than half of all points, and more than ten times the
   * points of the usual series.
   */
  private static final double DWARFING_SHARE = 0.5;

  private static final int DWARFING_TIMES = 10;

  private static final double MUCH_MISSING = 0.2;

  void write(Dataset<ChunkRow> chunks, Progress progress) {
    Dataset<Row> table = SeriesTable.writeProfile(spark, store, id, bySeries(chunks)).cache();
    try {
      span(table, progress);
      ranges(table, progress);
      warnOfConstants(table, progress);
      warnOfGaps(table, progress);
      warnOfDwarfs(table, progress);
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

  private static void span(Dataset<Row> table, Progress progress) {
    Row found =
        table
            .agg(
                countDistinct("series"),
                min("first").cast("string"),
                max("last").cast("string"),
                min("period"),
                max("period"),
                sum("missing").divide(sum(col("missing").plus(col("present")))),
                sum("filled").divide(sum(col("missing").plus(col("present")))))
            .first();
    if (found.getLong(4) == 0) {
      return;
    }
    progress.say(
        "profile  %s to %s, every %s; %.1f %% missing, %.1f %% filled",
        found.getString(1),
        found.getString(2),
        found.getLong(3) == found.getLong(4)
            ? period(found.getLong(3))
            : "%s to %s".formatted(period(found.getLong(3)), period(found.getLong(4))),
        100 * found.getDouble(5),
        100 * found.getDouble(6));
  }

  private void ranges(Dataset<Row> table, Progress progress) {
    List<Row> rows =
        table
            .groupBy("feature")
            .agg(
                min("least"),
                max("greatest"),
                sum(col("mean").multiply(col("present"))).divide(sum("present")))
            .orderBy("feature")
            .limit(SHOWN)
            .collectAsList();
    for (Row row : rows) {
      progress.say(
          "profile  %s: %s to %s, mean %s",
          row.getString(0),
          number(row.getFloat(1)),
          number(row.getFloat(2)),
          number(row.getDouble(3)));
    }
    if (features.size() > SHOWN) {
      progress.say("profile  and %d features more", features.size() - SHOWN);
    }
  }

  private static void warnOfConstants(Dataset<Row> table, Progress progress) {
    Column constant = col("least").equalTo(col("greatest"));
    List<Row> rows =
        table
            .groupBy("feature")
            .agg(
                count(when(constant, lit(1))).as("constant"),
                count(lit(1)).as("all"),
                min(when(constant, col("series"))))
            .filter(col("constant").gt(0))
            .orderBy(col("constant").desc(), col("feature"))
            .limit(SHOWN)
            .collectAsList();
    for (Row row : rows) {
      progress.say(
          "warning  %s never changes in %,d of %,d series (%s, for one): nothing can be learnt"
              + " from it there; leave it out of archive.columns.features if it is so everywhere.",
          row.getString(0), row.getLong(1), row.getLong(2), row.getString(3));
    }
  }

  private static void warnOfGaps(Dataset<Row> table, Progress progress) {
    Column share = col("missing").divide(col("missing").plus(col("present")));
    Row found =
        table
            .filter(share.gt(MUCH_MISSING))
            .agg(countDistinct("series"), max_by(col("series"), share), max(share))
            .first();
    if (found.getLong(0) > 0) {
      progress.say(
          "warning  %,d series lack more than %.0f %% of their points (%s lacks %.0f %%): no window"
              + " crosses a gap; a longer clean.period or clean.max-gap would bridge them.",
          found.getLong(0), 100 * MUCH_MISSING, found.getString(1), 100 * found.getDouble(2));
    }
  }

  private static void warnOfDwarfs(Dataset<Row> table, Progress progress) {
    Dataset<Row> points = table.groupBy("series").agg(max("present").as("points"));
    Row found =
        points
            .agg(
                max_by(col("series"), col("points")),
                max("points"),
                sum("points"),
                expr("percentile_approx(points, 0.5)"))
            .first();
    if (found.isNullAt(0)) {
      return;
    }
    long most = found.getLong(1);
    if (most > DWARFING_SHARE * found.getLong(2) && most > DWARFING_TIMES * found.getLong(3)) {
      progress.say(
          "warning  %s has %,d of all %,d points, the usual series %,d: the model will learn that one;"
              + " ingest it by itself.",
          found.getString(0), most, found.getLong(2), found.getLong(3));
    }
  }

  private static String period(long micros) {
    return Duration.ofNanos(1000 * micros)
        .toString()
        .substring(2)
        .toLowerCase(Locale.ROOT)
        .replaceAll("(\\d[hms])(?!$)", "$1 ");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value)
        .replaceAll("(\\.\\d*?)0+($|e)", "$1$2")
        .replaceAll("\\.($|e)", "$1");
  }
}
