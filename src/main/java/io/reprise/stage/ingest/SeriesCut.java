package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.reprise.core.series.ChunkBuilder;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Fragment;
import io.reprise.core.series.FragmentMerge;
import io.reprise.core.series.FragmentPacker;
import io.reprise.core.series.Grid;
import io.reprise.core.series.GridRules;
import io.reprise.core.series.LabelIntervals;
import io.reprise.core.series.Span;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cuts accepted points into chunks with one shuffle. Each task packs the points that it reads into
 * fragments, so that Spark shuffles and sorts some hundred points at a time.
 */
record SeriesCut(
    int chunkPoints,
    DatePart part,
    GridRules rules,
    int features,
    boolean labelled,
    Span own,
    int filesOfDate)
    implements Serializable {

  /** Points that a task holds before it packs them, which bounds its memory. */
  private static final int PACKED_POINTS = 1 << 20;

  Dataset<ChunkRow> cut(
      Dataset<Row> accepted, Broadcast<Periods> periods, Broadcast<LabelIntervals> intervals) {
    return accepted
        .select(
            col(PointRows.SERIES).as("series"),
            col(PointRows.FILE).as("source"),
            col(PointRows.TIME).as("time"),
            col(PointRows.NUMBER).as("row"),
            col(PointRows.FEATURE).as("feature"),
            col(PointRows.VALUES).as("values"),
            col(PointRows.LABEL).as("label"))
        .as(PointRow.ENCODER)
        .mapPartitions(
            (MapPartitionsFunction<PointRow, FragmentRow>)
                points -> new Packing(points, this, periods.value(), intervals.value()),
            FragmentRow.ENCODER)
        .repartition(col("date"), expr("pmod(hash(series, bucket), %d)".formatted(filesOfDate)))
        .sortWithinPartitions("date", "series", "bucket", "feature", "start")
        .mapPartitions(
            (MapPartitionsFunction<FragmentRow, ChunkRow>) rows -> new Building(rows, this),
            ChunkRow.ENCODER);
  }

  private FragmentPacker packer() {
    return new FragmentPacker(chunkPoints, part, rules.margin(), labelled, PACKED_POINTS);
  }

  private boolean wants(Fragment fragment) {
    return own.contains(fragment.bucket() * fragment.period());
  }

  private FragmentRow row(Fragment fragment) {
    return FragmentRow.of(fragment, part.start(fragment.bucket() * fragment.period()));
  }

  /** The points of a task in fragments, as far as they belong to buckets that are wanted. */
  private static final class Packing implements Iterator<FragmentRow> {

    private final Iterator<PointRow> points;
    private final SeriesCut cut;
    private final FragmentPacker packer;
    private final Periods periods;
    private final LabelIntervals intervals;
    private PointRow held;
    private Iterator<FragmentRow> drained = Collections.emptyIterator();

    Packing(Iterator<PointRow> points, SeriesCut cut, Periods periods, LabelIntervals intervals) {
      this.points = points;
      this.cut = cut;
      this.packer = cut.packer();
      this.periods = periods;
      this.intervals = intervals;
    }

    @Override
    public boolean hasNext() {
      while (!drained.hasNext() && (held != null || points.hasNext())) {
        pack();
        drained = packer.drain().stream().filter(cut::wants).map(cut::row).iterator();
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
          periods.periodOf(point.getSeries()),
          point.getSource(),
          point.getFeature(),
          point.getTime(),
          point.getRow(),
          point.getValues(),
          intervals.hold(point.getSeries(), point.getTime()) ? 1 : point.getLabel());
    }

    @Override
    public FragmentRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return drained.next();
    }
  }

  /** The chunks of a partition's buckets. A bucket with no points of its own yields none. */
  private static final class Building implements Iterator<ChunkRow> {

    private final Iterator<FragmentRow> rows;
    private final SeriesCut cut;
    private Fragment head;
    private ChunkRow next;
    private long late;

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
      late = 0;
      while (isIn(first)) {
        merge.merge(head.feature(), new Run(head));
      }
      return builder
          .build()
          .map(chunk -> ChunkRow.of(chunk, builder.kept(), late, builder.rejected()))
          .orElse(null);
    }

    private boolean isIn(Fragment first) {
      return head != null
          && head.bucket() == first.bucket()
          && head.series().equals(first.series());
    }

    /** The next fragments, as long as they are of one feature of one bucket. */
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
        late += result.late();
        advance();
        return result;
      }
    }
  }
}
