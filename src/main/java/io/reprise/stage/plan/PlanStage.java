package io.reprise.stage.plan;

import static org.apache.spark.sql.functions.col;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.Configuration;
import io.reprise.config.ScoringConfig;
import io.reprise.config.TrainingConfig;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.NetworkSize;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.plan.ArchiveSize;
import io.reprise.core.plan.MemoryNeed;
import io.reprise.core.plan.NetworkRates;
import io.reprise.core.plan.Plan;
import io.reprise.core.plan.Plan.StageTime;
import io.reprise.core.plan.Shares;
import io.reprise.core.plan.WindowCounts;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;
import io.reprise.stage.StageContext;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Estimates what a job would do and cost. It looks at a part of the archive, measures what this
 * machine does in a few seconds, and writes nothing.
 */
public final class PlanStage {

  /**
   * Ingest cuts the rows once. To read what it has written for the profile takes a part of that.
   */
  private static final double PASSES_OF_INGEST = 1.2;

  /** Where no period is set, one more pass estimates it. */
  private static final double PASS_FOR_PERIODS = 0.5;

  /** Reading chunks and writing scores take this share of scoring, beside the network. */
  private static final double NETWORK_OF_SCORING = 0.7;

  /** Points of which the report's queries read what they need in a second and on one core. */
  private static final double POINTS_REPORTED = 1_500_000;

  /** What Java compiles while a stage runs for the first time, in seconds. */
  private static final double FIRST_RUN = 5;

  private static final int QUERIES_OF_INGEST = 20;
  private static final int QUERIES_OF_TRAINING = 6;
  private static final int QUERIES_OF_SCORING = 4;
  private static final int QUERIES_OF_REPORT = 14;

  /** A round of averaging is a smaller job than a query. */
  private static final double QUERIES_OF_ROUND = 0.04;

  /** Validation of an epoch and what is averaged once more. */
  private static final double QUERIES_OF_EPOCH = 0.25;

  private static final int PACKED_POINTS = 1 << 20;

  private final StageContext context;
  private final Configuration configuration;
  private final SparkSession spark;
  private final int cores;
  private final double secondsOfQuery;

  public PlanStage(StageContext context) {
    this.context = context;
    this.configuration = context.configuration();
    this.spark = context.spark();
    this.cores = spark.sparkContext().defaultParallelism();
    this.secondsOfQuery = secondsOfQuery();
  }

  public Plan ingest() {
    IngestStage.Survey survey = new IngestStage(context).survey();
    return new Plan(
        survey.size(), Optional.empty(), Optional.empty(), cores, List.of(ingestTime(survey)));
  }

  public Plan train(SeriesTable series) {
    ArchiveSize size = size(series.manifest());
    Network network = ofConfiguration(size);
    WindowCounts windows = network.windows(size, shares(series));
    return plan(size, windows, network, List.of(trainTime(windows, network)));
  }

  public Plan score(SeriesTable series, Bundle bundle) {
    ArchiveSize size = size(series.manifest());
    Network network = ofBundle(bundle);
    WindowCounts windows = network.windows(size, judged(shares(series)));
    return plan(size, windows, network, List.of(scoreTime(windows, network)));
  }

  public Plan report(SeriesTable series) {
    ArchiveSize size = size(series.manifest());
    return new Plan(
        size,
        Optional.empty(),
        Optional.empty(),
        cores,
        List.of(reportTime(size, judged(shares(series)))));
  }

  public Plan audit() {
    if (configuration.generate().beforeAudit()) {
      throw new InputRefusedException(
          "generate.before-audit = true: the archive that --plan would look at is only made by the"
              + " audit; make it with jobs/generate first.");
    }
    List<StageTime> times = new ArrayList<>();
    IngestStage.Survey judged = new IngestStage(context).survey();
    times.add(ingestTime(judged));
    Optional<IngestStage.Survey> learnt = configuration.reference().map(this::surveyed);
    learnt.ifPresent(reference -> times.add(ingestTime(reference)));
    ArchiveSize learntSize = learnt.orElse(judged).size();
    Network network = ofConfiguration(learntSize);
    Shares shares = learnt.orElse(judged).shares();
    times.add(trainTime(network.windows(learntSize, shares), network));
    Shares scored = learnt.isPresent() ? Shares.ALL_JUDGED : judged(shares);
    WindowCounts windows = network.windows(judged.size(), scored);
    times.add(scoreTime(windows, network));
    times.add(reportTime(judged.size(), scored));
    return plan(judged.size(), network.windows(learntSize, shares), network, times);
  }

  private IngestStage.Survey surveyed(ArchiveConfig reference) {
    return new IngestStage(context.withArchive(reference)).survey();
  }

  /** A network, how its windows are cut, and how fast it is on this machine. */
  private record Network(NetworkSpec spec, int length, int stride, int batch, NetworkRates rates) {

    WindowCounts windows(ArchiveSize size, Shares shares) {
      return WindowCounts.of(size, shares, length, stride);
    }
  }

  private Network ofConfiguration(ArchiveSize size) {
    int length = configuration.window().length();
    int steps = length > 0 ? length : (int) Math.max(1, Math.round(size.pointsOfSeries()));
    return measured(
        new TrainStage(context).spec(size.features(), steps),
        length,
        configuration.window().stride());
  }

  private Network ofBundle(Bundle bundle) {
    return measured(bundle.network(), bundle.windowing().length(), bundle.windowing().stride());
  }

  private Network measured(NetworkSpec spec, int length, int stride) {
    TrainingConfig training = configuration.training();
    int batch =
        training.perSeries()
            ? training.minibatch().windows()
            : training.minibatch().windowsOfEach(workers());
    Autoencoder autoencoder = new Autoencoder(spec, configuration.network().engine().resolve(spec));
    int replayed = new NetworkSize(spec).windowsAtOnce(configuration.scoring().batch());
    return new Network(
        spec, length, stride, batch, NetworkRates.measure(autoencoder, batch, replayed));
  }

  private int workers() {
    int workers = configuration.training().averaging().workers();
    return workers > 0 ? workers : cores;
  }

  private Plan plan(
      ArchiveSize size, WindowCounts windows, Network network, List<StageTime> times) {
    long packed = Math.min(PACKED_POINTS, size.points());
    long judged =
        Math.min(
            size.points(),
            (long) configuration.ingest().chunk() * network.length() / network.stride());
    MemoryNeed memory =
        MemoryNeed.of(cores, size.features(), packed, judged, network.spec(), network.batch());
    return new Plan(size, Optional.of(windows), Optional.of(memory), cores, times);
  }

  private StageTime ingestTime(IngestStage.Survey survey) {
    boolean estimates = configuration.clean().period().isEmpty();
    double passes = PASSES_OF_INGEST + (estimates ? PASS_FOR_PERIODS : 0);
    return new StageTime(
        "ingest",
        FIRST_RUN
            + QUERIES_OF_INGEST * secondsOfQuery
            + passes * survey.size().rows() / survey.rowsCut(),
        "a pass over the rows reads and cuts %,.0f a second".formatted(survey.rowsCut()));
  }

  private StageTime trainTime(WindowCounts windows, Network network) {
    int epochs = configuration.training().stop().epochs();
    double busy = Math.min(cores, workers());
    double rounds =
        (double) windows.training()
            / ((double) network.batch() * workers())
            / configuration.training().averaging().frequency();
    double epoch =
        windows.training() / (network.rates().trained() * busy)
            + windows.validation() / (network.rates().replayed() * cores)
            + (Math.ceil(rounds) * QUERIES_OF_ROUND + QUERIES_OF_EPOCH) * secondsOfQuery;
    return new StageTime(
        "train",
        FIRST_RUN + QUERIES_OF_TRAINING * secondsOfQuery + epochs * epoch,
        "%,d epochs of %.1f s at most; a core trains on %,.0f windows a second"
            .formatted(epochs, epoch, network.rates().trained()));
  }

  private StageTime scoreTime(WindowCounts windows, Network network) {
    return new StageTime(
        "score",
        FIRST_RUN
            + QUERIES_OF_SCORING * secondsOfQuery
            + windows.judged() / (network.rates().replayed() * cores * NETWORK_OF_SCORING),
        "a core replays %,.0f windows a second".formatted(network.rates().replayed()));
  }

  private StageTime reportTime(ArchiveSize size, Shares shares) {
    return new StageTime(
        "report",
        FIRST_RUN
            + QUERIES_OF_REPORT * secondsOfQuery
            + size.points() * shares.judged() / (POINTS_REPORTED * cores),
        "%,.0f points were judged".formatted(size.points() * shares.judged()));
  }

  private Shares judged(Shares shares) {
    return configuration.scoring().splits() == ScoringConfig.Splits.ALL
        ? shares.withJudged(1)
        : shares;
  }

  private Shares shares(SeriesTable series) {
    return new TrainStage(context).shares(series);
  }

  private static ArchiveSize size(SeriesManifest manifest) {
    return new ArchiveSize(
        true,
        manifest.sequences(),
        manifest.archive().rowsRead(),
        manifest.archive().series(),
        manifest.archive().points(),
        manifest.features().size(),
        span(manifest));
  }

  private static Span span(SeriesManifest manifest) {
    if (manifest.dates().isEmpty()) {
      return Span.NONE;
    }
    LocalDate last = manifest.dates().lastKey().plusDays(1);
    return new Span(Microseconds.of(manifest.dates().firstKey()), Microseconds.of(last));
  }

  /** How long Spark takes for a small query with a shuffle, once it has run some. */
  private double secondsOfQuery() {
    double seconds = 0;
    for (int i = 0; i < 4; i++) {
      long begun = System.nanoTime();
      spark.range(0, 1000, 1, cores).groupBy(col("id").mod(7 + i)).count().collectAsList();
      seconds = (System.nanoTime() - begun) / 1e9;
    }
    return seconds;
  }
}
