package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.reprise.core.cut.ChunkBuilder;
import io.reprise.core.cut.Fragment;
import io.reprise.core.cut.FragmentMerge;
import io.reprise.core.cut.FragmentPacker;
import io.reprise.core.cut.GridRules;
import io.reprise.core.iterate.Iterators;
import io.reprise.core.iterate.LookAhead;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Grid;
import io.reprise.core.series.LabelIntervals;
import io.reprise.core.series.Span;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
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
  private static final class Packing extends LookAhead<FragmentRow> {

    private final LookAhead<PointRow> points;
    private final SeriesCut cut;
    private final FragmentPacker packer;
    private final Periods periods;
    private final LabelIntervals intervals;
    private Iterator<FragmentRow> drained = Collections.emptyIterator();

    Packing(Iterator<PointRow> points, SeriesCut cut, Periods periods, LabelIntervals intervals) {
      this.points = LookAhead.over(points);
      this.cut = cut;
      this.packer = cut.packer();
      this.periods = periods;
      this.intervals = intervals;
    }

    @Override
    protected FragmentRow find() {
      while (!drained.hasNext() && points.hasNext()) {
        pack();
        drained = packer.drain().stream().filter(cut::wants).map(cut::row).iterator();
      }
      return drained.hasNext() ? drained.next() : null;
    }

    private void pack() {
      while (points.hasNext() && packer.accepts(points.peek().getSource())) {
        add(points.next());
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
  }

  /** The chunks of a partition's buckets. A bucket with no points of its own yields none. */
  private static final class Building extends LookAhead<ChunkRow> {

    private final LookAhead<Fragment> fragments;
    private final SeriesCut cut;

    Building(Iterator<FragmentRow> rows, SeriesCut cut) {
      this.fragments = LookAhead.over(Iterators.stream(rows).map(FragmentRow::fragment).iterator());
      this.cut = cut;
    }

    @Override
    protected ChunkRow find() {
      ChunkRow found = null;
      while (found == null && fragments.hasNext()) {
        found = bucket(fragments.peek());
      }
      return found;
    }

    /** Null where the bucket has no points of its own. */
    private ChunkRow bucket(Fragment first) {
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
      while (fragments.hasNext() && isInBucket(first, fragments.peek())) {
        int feature = fragments.peek().feature();
        merge.merge(
            feature,
            fragments.takeWhile(next -> isInBucket(first, next) && next.feature() == feature));
      }
      return builder
          .build()
          .map(chunk -> ChunkRow.of(chunk, builder.kept(), merge.late(), builder.rejected()))
          .orElse(null);
    }

    private static boolean isInBucket(Fragment first, Fragment next) {
      return next.bucket() == first.bucket() && next.series().equals(first.series());
    }
  }
}
