package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reprise.core.series.ChunkBuilder;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Fragment;
import io.reprise.core.series.FragmentMerge;
import io.reprise.core.series.FragmentPacker;
import io.reprise.core.series.Grid;
import io.reprise.core.series.GridRules;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cuts accepted points into chunks with one shuffle, and that of fragments: each task packs the
 * points that it reads, and what is sorted is some hundred points at a time.
 */
record SeriesCut(int chunkPoints, DatePart part, GridRules rules, int features, boolean labelled)
    implements Serializable {

  /** Points that a task holds; with three features about 40 MB. */
  private static final int PACKED_POINTS = 1 << 20;

  Dataset<ChunkRow> cut(Dataset<Row> accepted, Broadcast<Periods> periods) {
    return accepted
        .select(
            col(WideRows.SERIES).as("series"),
            col(WideRows.FILE).as("source"),
            col(WideRows.TIME).as("time"),
            col(WideRows.NUMBER).as("row"),
            array(values()).as("values"),
            col(WideRows.LABEL).as("label"))
        .as(PointRow.ENCODER)
        .mapPartitions(
            (MapPartitionsFunction<PointRow, FragmentRow>)
                points -> new Packing(points, packer(), periods.value()),
            FragmentRow.ENCODER)
        .repartition(col("series"), col("bucket"))
        .sortWithinPartitions("series", "bucket", "feature", "start")
        .mapPartitions(
            (MapPartitionsFunction<FragmentRow, ChunkRow>) rows -> new Building(rows, this),
            ChunkRow.ENCODER);
  }

  private Column[] values() {
    return IntStream.range(0, features)
        .mapToObj(f -> coalesce(col(WideRows.feature(f)), lit(Float.NaN)))
        .toArray(Column[]::new);
  }

  private FragmentPacker packer() {
    return new FragmentPacker(chunkPoints, part, rules.margin(), labelled, PACKED_POINTS);
  }

  /** A task's points, packed. */
  private static final class Packing implements Iterator<FragmentRow> {

    private final Iterator<PointRow> points;
    private final FragmentPacker packer;
    private final Periods periods;
    private PointRow held;
    private Iterator<Fragment> drained = Collections.emptyIterator();

    Packing(Iterator<PointRow> points, FragmentPacker packer, Periods periods) {
      this.points = points;
      this.packer = packer;
      this.periods = periods;
    }

    @Override
    public boolean hasNext() {
      if (!drained.hasNext()) {
        pack();
        drained = packer.drain().iterator();
      }
      return drained.hasNext();
    }

    private void pack() {
      if (held != null) {
        add(held);
        held = null;
      }
      while (points.hasNext()) {
        PointRow point = points.next();
        if (!packer.accepts(point.getSource())) {
          held = point;
          return;
        }
        add(point);
      }
    }

    private void add(PointRow point) {
      packer.add(
          point.getSeries(),
          periods.of(point.getSeries()),
          point.getSource(),
          Fragment.ALL,
          point.getTime(),
          point.getRow(),
          point.getValues(),
          point.getLabel());
    }

    @Override
    public FragmentRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return FragmentRow.of(drained.next());
    }
  }

  /** The chunks of a partition's buckets; a bucket that has only surroundings yields none. */
  private static final class Building implements Iterator<ChunkRow> {

    private final Iterator<FragmentRow> rows;
    private final SeriesCut cut;
    private Fragment head;
    private ChunkRow next;

    Building(Iterator<FragmentRow> rows, SeriesCut cut) {
      this.rows = rows;
      this.cut = cut;
      advance();
    }

    private void advance() {
      head = rows.hasNext() ? rows.next().fragment() : null;
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
      Fragment first = head;
      Grid grid = new Grid(first.period(), cut.chunkPoints, cut.part);
      ChunkBuilder builder =
          new ChunkBuilder(
              first.series(),
              grid,
              grid.bucket(first.bucket()),
              cut.rules,
              cut.features,
              cut.labelled);
      FragmentMerge merge = new FragmentMerge(builder);
      while (isIn(first)) {
        merge.merge(head.feature(), new Run(head));
      }
      return builder
          .build()
          .map(chunk -> ChunkRow.of(chunk, builder.kept(), builder.rejected()))
          .orElse(null);
    }

    private boolean isIn(Fragment first) {
      return head != null
          && head.bucket() == first.bucket()
          && head.series().equals(first.series());
    }

    /** The fragments that go on with one feature of one bucket. */
    private final class Run implements Iterator<Fragment> {

      private final Fragment first;

      Run(Fragment first) {
        this.first = first;
      }

      @Override
      public boolean hasNext() {
        return isIn(first) && head.feature() == first.feature();
      }

      @Override
      public Fragment next() {
        Fragment result = head;
        advance();
        return result;
      }
    }
  }
}
