package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.spark_partition_id;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.CleanConfig;
import io.reprise.config.Configuration;
import io.reprise.config.SplitConfig;
import io.reprise.core.plan.ArchiveSize;
import io.reprise.core.plan.Shares;
import io.reprise.core.series.LabelIntervals;
import io.reprise.core.series.Span;
import io.reprise.stage.archive.ArchiveColumns;
import io.reprise.stage.archive.ArchiveReader;
import io.reprise.stage.archive.LineDensity;
import io.reprise.stage.archive.OpenedArchive;
import io.reprise.stage.archive.ReadSpan;
import io.reprise.stage.archive.ReadingSettings;
import io.reprise.stage.common.Setting;
import io.reprise.stage.common.SplitTimes;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Estimates what an archive holds from the first rows of some tasks, and times how long those rows
 * take to be cut.
 */
final class ArchiveSurvey {

  private static final String ACCEPTED = PointRows.REASON + " is null";

  private static final int TIMES_CUT = 2;

  private final SparkSession spark;
  private final Configuration configuration;
  private final ArchiveConfig archive;
  private final CleanConfig clean;
  private final OpenedArchive source;

  /** Refuses what the ingest itself would refuse before it reads the rows. */
  static IngestStage.Survey of(SparkSession spark, Configuration configuration) {
    ArchiveConfig archive = configuration.archive();
    try (ReadingSettings settings = ReadingSettings.apply(spark, archive.times().zone());
        Setting size = Setting.tasksOfAtMost(32, spark)) {
      OpenedArchive source = ArchiveReader.open(spark, archive);
      if (configuration.clean().unreadable() == CleanConfig.Unreadable.REFUSE) {
        source.requireReadable(archive);
      }
      try {
        return new ArchiveSurvey(spark, configuration, source).survey();
      } catch (Exception e) {
        source.refuse(spark, archive, e);
        throw e;
      }
    }
  }

  private ArchiveSurvey(SparkSession spark, Configuration configuration, OpenedArchive source) {
    this.spark = spark;
    this.configuration = configuration;
    this.archive = configuration.archive();
    this.clean = configuration.clean();
    this.source = source;
  }

  /** What the sample tells: rows by reason, series, and the median time between two points. */
  private record Look(
      long rows, long accepted, long series, long mostOfTask, Span span, double interval) {

    double acceptedShare() {
      return rows == 0 ? 0 : (double) accepted / rows;
    }
  }

  private IngestStage.Survey survey() {
    Dataset<Row> read = withinSpan(ArchiveColumns.of(archive, source.rows().schema()));
    RowSample sample = RowSample.of(read);
    ArchiveColumns columns =
        PointRows.withMetrics(ArchiveColumns.of(archive, read.schema()), archive, sample.rows());
    Dataset<Row> rows = rows(sample.rows(), columns);
    Dataset<Row> kept = rows.select(PointRows.SERIES, PointRows.TIME, PointRows.REASON).persist();
    try {
      Look look = look(kept);
      boolean whole = sample.isWhole(look.mostOfTask());
      long all = whole ? look.rows() : Math.max(look.rows(), rowsOf(read));
      ArchiveSize size = size(look, columns, whole, all);
      return new IngestStage.Survey(
          size, shares(kept, size), look.rows() / secondsToCut(sample, columns));
    } finally {
      kept.unpersist();
    }
  }

  /** What a split leaves to each part, by the times of the sample. */
  private Shares shares(Dataset<Row> kept, ArchiveSize size) {
    SplitConfig split = configuration.split();
    if (split.train().firstPoints().isPresent()) {
      return Shares.ofPoints(
          split.train().firstPoints().get(),
          split.validation().firstPoints().get(),
          size.pointsOfSeries());
    }
    if (size.span().isEmpty() || (size.sequences() && !split.byInstant())) {
      return Shares.of(split.train().fraction(), split.validation().fraction());
    }
    SplitTimes times = SplitTimes.of(split, size.span());
    Row found =
        kept.filter(ACCEPTED)
            .agg(before(times.trainUntil()), before(times.validationUntil()))
            .first();
    return Shares.of(found.getDouble(0), found.getDouble(1) - found.getDouble(0));
  }

  private static Column before(long instant) {
    return expr("avg(if(%s < %dL, 1, 0))".formatted(PointRows.TIME, instant));
  }

  private Dataset<Row> withinSpan(ArchiveColumns columns) {
    return archive.sequences()
        ? source.rows()
        : new ReadSpan(
                archive.span(), archive.times(), columns.time().orElseThrow(), columns.date())
            .filter(source.rows());
  }

  private Dataset<Row> rows(Dataset<Row> sampled, ArchiveColumns columns) {
    RowRules rules = RowRules.of(archive, clean, Instant.now());
    return archive.sequences()
        ? SequenceRows.of(sampled, columns, archive, rules)
        : new PointRows(sampled, columns, archive, rules, archive.span()).rows();
  }

  private long rowsOf(Dataset<Row> read) {
    boolean text = archive.format().untyped() || archive.format().own();
    return text && archive.span().equals(Span.ALL)
        ? LineDensity.lines(spark, archive, source)
        : read.count();
  }

  /** Intervals are those within a task, for between two tasks there is what nobody looked at. */
  private static Look look(Dataset<Row> rows) {
    Dataset<Row> byTask =
        rows.withColumn("task", spark_partition_id())
            .withColumn("ok", expr(ACCEPTED))
            .groupBy("task", PointRows.SERIES, "ok")
            .agg(
                count(lit(1)).as("n"),
                expr("min(%s)".formatted(PointRows.TIME)).as("first"),
                expr("max(%s)".formatted(PointRows.TIME)).as("last"),
                expr("count(distinct %s)".formatted(PointRows.TIME)).as("times"));
    Row found =
        byTask
            .withColumn("ofTask", expr("sum(n) over (partition by task)"))
            .agg(
                expr("sum(n)"),
                expr("sum(if(ok, n, 0))"),
                expr("count(distinct if(ok, %s, null))".formatted(PointRows.SERIES)),
                expr("max(ofTask)"),
                expr("min(if(ok, first, null))"),
                expr("max(if(ok, last, null))"),
                expr("percentile(if(ok and times > 1, (last - first) / (times - 1), null), 0.5)"))
            .first();
    return found.isNullAt(0)
        ? new Look(0, 0, 0, 0, Span.NONE, 0)
        : new Look(
            found.getLong(0),
            found.getLong(1),
            found.getLong(2),
            found.getLong(3),
            found.isNullAt(4) ? Span.NONE : new Span(found.getLong(4), found.getLong(5) + 1),
            found.isNullAt(6) ? 0 : found.getDouble(6));
  }

  private ArchiveSize size(Look look, ArchiveColumns columns, boolean whole, long rows) {
    int features =
        archive.sequences() ? columns.featureNames(true).size() : columns.features().size();
    double accepted = rows * look.acceptedShare();
    long points =
        Math.round(archive.sequences() ? accepted : accepted * pointsOfRow(look, features));
    long series = archive.sequences() ? Math.round(accepted) : look.series();
    return new ArchiveSize(whole, archive.sequences(), rows, series, points, features, look.span());
  }

  /** Rows that are closer than the period become one point; a tall row holds one value of it. */
  private double pointsOfRow(Look look, int features) {
    double rowsOfPoint = archive.layout() == ArchiveConfig.Layout.TALL ? features : 1;
    long period = Periods.configured(clean);
    return (period > 0 && look.interval() > 0 ? Math.min(1, look.interval() / period) : 1)
        / rowsOfPoint;
  }

  /** What the rows take, without what as many tasks of one row each take. */
  private double secondsToCut(RowSample sample, ArchiveColumns columns) {
    double whole = secondsToCut(sample.rows(), columns);
    double around = secondsToCut(sample.rowOfEachTask(), columns);
    return Math.max(whole - around, whole / 10);
  }

  /** Not the first time, when Java has yet to compile what runs. */
  private double secondsToCut(Dataset<Row> sampled, ArchiveColumns columns) {
    Dataset<Row> accepted = rows(sampled, columns).filter(ACCEPTED);
    return IntStream.range(0, TIMES_CUT)
        .mapToDouble(time -> secondsToCutOnce(accepted, columns))
        .min()
        .orElseThrow();
  }

  private double secondsToCutOnce(Dataset<Row> accepted, ArchiveColumns columns) {
    long begun = System.nanoTime();
    if (archive.sequences()) {
      SequenceCut.cut(
              accepted,
              Periods.configured(clean),
              columns.featureNames(true).size(),
              columns.label().isPresent())
          .foreach(each -> {});
    } else {
      cutSeries(accepted, columns);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private void cutSeries(Dataset<Row> accepted, ArchiveColumns columns) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Periods> periods = context.broadcast(Periods.of(clean, accepted));
    Broadcast<LabelIntervals> intervals = context.broadcast(new LabelIntervals(List.of()));
    try {
      new SeriesCut(
              configuration.ingest().chunk(),
              configuration.ingest().partition(),
              IngestStage.gridRules(configuration),
              columns.features().size(),
              columns.label().isPresent(),
              archive.span(),
              1)
          .cut(accepted, periods, intervals)
          .foreach(each -> {});
    } finally {
      periods.destroy();
      intervals.destroy();
    }
  }
}
