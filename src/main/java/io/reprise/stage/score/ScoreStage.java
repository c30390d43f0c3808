package io.reprise.stage.score;

import static io.reprise.config.ScoringConfig.Output.EMBEDDING;
import static io.reprise.config.ScoringConfig.Output.RECONSTRUCTION;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.Configuration;
import io.reprise.config.ScoringConfig;
import io.reprise.core.iterate.Iterators;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Engine;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.StageContext;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.common.Setting;
import io.reprise.stage.replay.BroadcastModel;
import io.reprise.stage.replay.SeriesWithoutModel;
import io.reprise.stage.replay.Thresholds;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoredRow;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresManifest.DateScores;
import io.reprise.stage.table.ScoresManifest.Extent;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.ScoresTable.Rows;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Replays a series table through a model and writes the errors. */
public final class ScoreStage {

  private final SparkSession spark;
  private final Store store;
  private final Configuration configuration;
  private final Progress progress;

  public ScoreStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** Writes the scores under {@code id}; they are not published yet. */
  public ScoresTable run(SeriesTable table, String modelId, Bundle bundle, String id) {
    return run(table, modelId, bundle, id, new TreeMap<>(), split(table, bundle));
  }

  /**
   * Scores the dates from {@code archive.from} to {@code archive.to}; the table under {@code id}
   * has all other dates of the published one.
   */
  public ScoresTable runDates(SeriesTable table, String modelId, Bundle bundle, String id) {
    ArchiveConfig archive = configuration.archive();
    archive.requireWhole(table.manifest().partition());
    SeriesTable dates = table.within(spark, store, archive.span());
    if (dates.manifest().dates().isEmpty()) {
      throw new InputRefusedException(
          "The published series have no date between archive.from and archive.to; ingest it, or name"
              + " another.");
    }
    Published now = store.published();
    KeptScores scores = new KeptScores(store, table.manifest(), modelId, outputs());
    scores.warning(now).ifPresent(sentence -> progress.say("warning  %s", sentence));
    NavigableMap<LocalDate, DateScores> kept = scores.outside(archive.span(), now);
    return run(dates, modelId, bundle, id, kept, split(table, bundle));
  }

  /** Keeps the scores of dates that others have published since {@link #runDates} began. */
  public void layOver(Published published, String id) {
    ScoresManifest own = ScoresTable.manifest(store, id);
    String series = published.newest(ResultKind.SERIES).orElse(own.series());
    SeriesManifest newest = SeriesTable.manifest(store, series);
    requireUnchanged(SeriesTable.manifest(store, own.series()), newest, own, id);
    NavigableMap<LocalDate, DateScores> dates =
        new KeptScores(store, newest, own.model(), own.outputs())
            .outside(configuration.archive().span(), published);
    own.dates().entrySet().stream()
        .filter(date -> date.getValue().run().equals(id))
        .forEach(date -> dates.put(date.getKey(), date.getValue()));
    ScoresManifest laidOver = own.withDates(series, dates);
    if (!laidOver.equals(own)) {
      ScoresTable.describeAnew(store, id, laidOver);
    }
  }

  private static void requireUnchanged(
      SeriesManifest scored, SeriesManifest newest, ScoresManifest own, String id) {
    own.dates()
        .forEach(
            (date, scores) -> {
              if (scores.run().equals(id)
                  && !Objects.equals(scored.dates().get(date), newest.dates().get(date))) {
                throw new InputRefusedException(
                    "%s was ingested again, or expired, while it was scored; run score again.",
                    date);
              }
            });
  }

  private ScoresTable run(
      SeriesTable table,
      String modelId,
      Bundle bundle,
      String id,
      NavigableMap<LocalDate, DateScores> dates,
      SplitPlan split) {
    requireFit(table, bundle);
    table.requireWhole(spark, store);
    boolean keepsOthers = !dates.isEmpty();
    SeriesWithoutModel.warning(table, bundle.parameters())
        .ifPresent(sentence -> progress.say("warning  %s", sentence));
    Thresholds thresholds = Thresholds.of(configuration.threshold(), bundle);
    boolean points = thresholds.points().isPresent();
    boolean replays = configuration.scoring().outputs().contains(RECONSTRUCTION);
    ScoredRows shape = new ScoredRows(split, points, replays);
    JavaPairRDD<String, SeriesParameters> known = new ModelStore(store).known(spark, modelId);
    try (var small = Setting.tasksOfAtMost(16, spark);
        var unsorted = Setting.filesAtOnce(32, spark);
        BroadcastModel model =
            BroadcastModel.of(bundle, known, split, SplitPart.JUDGED, configuration, spark)) {
      Dataset<ScoredRow> scored =
          scored(model, shape, ordered(table, bundle)).persist(StorageLevel.DISK_ONLY());
      try {
        ScoreTotals found = ScoreTotals.of(scored, table.manifest());
        Extent whole =
            dates.values().stream().map(DateScores::extent).reduce(found.all(), Extent::plus);
        requireJudged(found.all(), whole);
        progress.say(
            "score    %,d sequences, %,d points judged; %,.0f sequences/s, engine %s, %s",
            found.all().sequences(),
            found.all().points(),
            found.all().sequences() / found.all().seconds(),
            engine().text(),
            bundle.network().precision().text());
        write(id, table, bundle, scored, thresholds, found.byDate().keySet());
        found.byDate().forEach((date, extent) -> dates.put(date, new DateScores(id, extent)));
        ScoresManifest manifest =
            new ScoresManifest(
                table.id(),
                modelId,
                engine().text(),
                outputs(),
                whole,
                dates,
                keepsOthers ? Map.of() : found.determination());
        ScoresTable.describe(spark, store, id, manifest, configuration.resolved().text());
      } finally {
        scored.unpersist();
      }
    }
    return ScoresTable.open(spark, store, id);
  }

  private Dataset<ScoredRow> scored(
      BroadcastModel model, ScoredRows shape, Dataset<ChunkRow> chunks) {
    JavaRDD<ScoredRow> rows =
        model
            // A plan of its own: that of the training was made for other sizes of tasks.
            .join(chunks.as(ChunkRow.ENCODER).javaRDD().map(ChunkRow::chunk))
            .mapPartitions(some -> Iterators.stream(model.over(some)).map(shape::row).iterator());
    return spark
        .createDataset(rows.rdd(), ScoredRow.ENCODER)
        .filter("size(windows) > 0 or size(pointErrors) > 0");
  }

  private static void requireJudged(Extent found, Extent whole) {
    if (found.sequences() + found.points() == 0 || whole.sequences() == 0) {
      throw new InputRefusedException(
          "scoring.splits = judged leaves no whole window to judge; shorten split.train and"
              + " split.validation, or set scoring.splits=all.");
    }
  }

  private List<String> outputs() {
    return configuration.scoring().outputs().stream().map(ScoringConfig.Output::text).toList();
  }

  private Engine engine() {
    return configuration.network().engine().resolve();
  }

  private static void requireFit(SeriesTable table, Bundle bundle) {
    if (!bundle.features().equals(table.manifest().features())) {
      throw new InputRefusedException(
          "The model was trained on the features %s, but the series have %s; name the same columns"
              + " or train again.",
          bundle.features(), table.manifest().features());
    }
    if (bundle.windowing().sequences() != table.manifest().sequences()) {
      throw new InputRefusedException(
          "archive.layout: the model was trained on another layout than these series have; train"
              + " again.");
    }
    if (!table.manifest().sequences() && bundle.windowing().halo() > table.manifest().halo()) {
      throw new InputRefusedException(
          "The model takes windows of %d points, but the series were cut for at most %d; run ingest"
              + " again with window.length = %d.",
          bundle.windowing().length(), table.manifest().halo(), bundle.windowing().length());
    }
  }

  /** The model's own split, if it was trained on some dates of these series. */
  private SplitPlan split(SeriesTable table, Bundle bundle) {
    boolean judged = configuration.scoring().splits() == ScoringConfig.Splits.JUDGED;
    return judged && seen(table, bundle.trainedOn()) ? bundle.split() : new SplitPlan.Unseen();
  }

  private boolean seen(SeriesTable table, String trainedOn) {
    return table.id().equals(trainedOn)
        || SeriesTable.find(store, trainedOn)
            .filter(
                trained ->
                    !Collections.disjoint(
                        trained.dates().entrySet(), table.manifest().dates().entrySet()))
            .isPresent();
  }

  /**
   * Where each series has its own network, sorts its chunks so that they follow each other in a
   * task.
   */
  private static Dataset<ChunkRow> ordered(SeriesTable table, Bundle bundle) {
    return bundle.parameters().isBySeries()
        ? table.chunks().sortWithinPartitions("series", "start")
        : table.chunks();
  }

  private void write(
      String id,
      SeriesTable table,
      Bundle bundle,
      Dataset<ScoredRow> scored,
      Thresholds thresholds,
      Set<LocalDate> dates) {
    SeriesManifest series = table.manifest();
    ScoreQueries scores =
        new ScoreQueries(
            scored,
            bundle.features(),
            series.sequences(),
            series.labelled(),
            bundle.yardstick().isPresent());
    Map<Rows, Dataset<Row>> tables = new EnumMap<>(Rows.class);
    tables.put(Rows.SEQUENCES, scores.sequences(thresholds.sequences()));
    thresholds.points().ifPresent(points -> tables.put(Rows.POINTS, scores.points(points)));
    Set<ScoringConfig.Output> outputs = configuration.scoring().outputs();
    if (outputs.contains(RECONSTRUCTION)) {
      tables.put(
          Rows.RECONSTRUCTION,
          series.sequences() ? scores.sequenceReplays() : scores.pointReplays());
    }
    if (outputs.contains(EMBEDDING)) {
      tables.put(Rows.EMBEDDING, scores.embedding());
    }
    tables.forEach(
        (rows, content) -> ScoresTable.write(store, id, rows, content, series.partition(), dates));
  }
}
