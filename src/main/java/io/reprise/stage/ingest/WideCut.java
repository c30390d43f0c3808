package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.reprise.core.series.ChunkBuilder;
import io.reprise.core.series.Grid;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Cuts accepted wide rows into chunks with one shuffle: each row goes to its own bucket and to
 * those whose halo it lies in, and each bucket is built as its rows stream by in order of time.
 */
record WideCut(int chunkPoints, int halo, int maxGap, int features, boolean labelled)
    implements Serializable {

  private static final String PERIOD = "_period";
  private static final String CELL = "_cell";
  private static final String BUCKET = "_bucket";

  /** One period for all series. */
  Dataset<ChunkRow> cut(Dataset<Row> accepted, long period) {
    return cutWithPeriods(accepted.withColumn(PERIOD, lit(period)));
  }

  /** A period for each series. */
  Dataset<ChunkRow> cut(Dataset<Row> accepted, Map<String, Long> periods) {
    List<Row> rows = new ArrayList<>();
    periods.forEach((series, period) -> rows.add(RowFactory.create(series, period)));
    StructType schema =
        new StructType().add(WideRows.SERIES, DataTypes.StringType).add(PERIOD, DataTypes.LongType);
    return cutWithPeriods(
        accepted.join(accepted.sparkSession().createDataFrame(rows, schema), WideRows.SERIES));
  }

  private Dataset<ChunkRow> cutWithPeriods(Dataset<Row> accepted) {
    Dataset<Row> bucketed =
        accepted
            .withColumn(CELL, floorDivided("(_time + _period div 2)", "_period"))
            .withColumn(
                BUCKET,
                expr(
                    "explode(sequence(%s, %s))"
                        .formatted(
                            floorDivision("(_cell - %d)".formatted(halo + maxGap), chunkPoints),
                            floorDivision("(_cell + %d)".formatted(halo + maxGap), chunkPoints))));
    Column[] key = {col(WideRows.SERIES), col(BUCKET)};
    return bucketed
        .select(inputColumns())
        .repartition(key)
        .sortWithinPartitions(sortColumns())
        .mapPartitions(
            (MapPartitionsFunction<Row, ChunkRow>) rows -> new Chunks(this, rows),
            ChunkRow.ENCODER);
  }

  private Column[] inputColumns() {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of(WideRows.SERIES, BUCKET, PERIOD, WideRows.TIME, WideRows.LABEL)) {
      columns.add(col(name));
    }
    IntStream.range(0, features).forEach(f -> columns.add(col(WideRows.feature(f))));
    return columns.toArray(Column[]::new);
  }

  /** By values too, so that of two rows with one time the same one is kept in every run. */
  private Column[] sortColumns() {
    List<Column> columns = new ArrayList<>(List.of(col(WideRows.SERIES), col(BUCKET)));
    columns.add(col(WideRows.TIME));
    columns.add(col(WideRows.LABEL));
    IntStream.range(0, features).forEach(f -> columns.add(col(WideRows.feature(f))));
    return columns.toArray(Column[]::new);
  }

  private static Column floorDivided(String dividend, String divisor) {
    return expr("(%s - pmod(%s, %s)) div %s".formatted(dividend, dividend, divisor, divisor));
  }

  private static String floorDivision(String dividend, int divisor) {
    return "(%s - pmod(%s, %d)) div %d".formatted(dividend, dividend, divisor, divisor);
  }

  /** The chunks of a partition's buckets; a bucket that has only surroundings yields none. */
  private static final class Chunks implements Iterator<ChunkRow> {

    private static final int FIRST_FEATURE = 5;

    private final WideCut cut;
    private final Iterator<Row> rows;
    private final float[] point;
    private Row head;
    private ChunkRow next;

    Chunks(WideCut cut, Iterator<Row> rows) {
      this.cut = cut;
      this.rows = rows;
      this.point = new float[cut.features];
      this.head = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      while (next == null && head != null) {
        next = bucket();
      }
      return next != null;
    }

    @Override
    public ChunkRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ChunkRow result = next;
      next = null;
      return result;
    }

    private ChunkRow bucket() {
      String series = head.getString(0);
      long bucket = head.getLong(1);
      Grid grid = new Grid(head.getLong(2), cut.chunkPoints);
      ChunkBuilder builder =
          new ChunkBuilder(series, grid, bucket, cut.halo, cut.maxGap, cut.features, cut.labelled);
      long kept = 0;
      List<String> duplicates = new ArrayList<>();
      do {
        read(head);
        switch (builder.add(head.getLong(3), point, head.getInt(4))) {
          case KEPT -> kept++;
          case DUPLICATE -> duplicates.add(text(head));
          case SURROUNDING -> {}
        }
        head = rows.hasNext() ? rows.next() : null;
      } while (head != null && head.getLong(1) == bucket && head.getString(0).equals(series));
      long rowsKept = kept;
      return builder
          .build()
          .map(chunk -> ChunkRow.of(chunk, rowsKept, duplicates.toArray(String[]::new)))
          .orElse(null);
    }

    private void read(Row row) {
      for (int f = 0; f < point.length; f++) {
        point[f] = row.getFloat(FIRST_FEATURE + f);
      }
    }

    private String text(Row row) {
      read(row);
      return "{\"series\":\"%s\",\"micros\":%d,\"values\":%s}"
          .formatted(
              row.getString(0).replace("\\", "\\\\").replace("\"", "\\\""),
              row.getLong(3),
              Arrays.toString(point));
    }
  }
}
