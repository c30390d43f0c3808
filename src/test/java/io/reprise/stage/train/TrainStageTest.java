package io.reprise.stage.train;

import static io.reprise.stage.Workbench.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.Configuration;
import io.reprise.core.json.MalformedException;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.Parameters;
import io.reprise.core.network.TrainingState;
import io.reprise.core.score.ScoringSpec;
import io.reprise.core.series.Chunk;
import io.reprise.core.training.Checkpoint;
import io.reprise.core.training.EpochProgress;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.replay.NetworkPool;
import io.reprise.stage.table.CheckpointStore;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trainings from beginning to end, broken off, resumed, stopped early and diverged. */
@ExtendWith(SparkExtension.class)
class TrainStageTest {

  private static final String[] SIGNALS = {
    "archive.layout=sequences",
    "archive.columns.series=series",
    "window.length=0",
    "generate.kind=signals",
    "generate.signals.sequences=120",
    "generate.signals.points=12",
    "normalize.scope=global",
    "training.epochs=3",
    "training.batch=8",
    "training.averaging-frequency=2",
    "training.checkpoint.rounds=1"
  };

  private static SeriesTable signals;

  private SparkSession spark;
  private Workbench bench;
  private SeriesTable series;
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void ingest(SparkSession session, @TempDir Path directory) {
    Workbench bench = new Workbench(session, directory);
    Configuration configuration = bench.configuration(SIGNALS);
    new GenerateStage(bench.context(configuration)).run();
    signals = bench.ingest(configuration);
  }

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
    series = signals;
  }

  private Configuration configuration(String... more) {
    return bench.configuration(with(SIGNALS, more));
  }

  private Bundle train(String id, String... more) {
    Progress progress = (format, arguments) -> said.add(format.formatted(arguments));
    Configuration configuration = configuration(more);
    return new TrainStage(new StageContext(spark, bench.store(), configuration, progress))
        .run(series, id);
  }

  /** Cancels every job from the first of which the description begins so. */
  private static final class Breaker extends SparkListener {

    private final SparkSession spark;
    private final String beginning;
    private boolean broken;

    Breaker(SparkSession spark, String beginning) {
      this.spark = spark;
      this.beginning = beginning;
    }

    @Override
    public void onJobStart(SparkListenerJobStart started) {
      String description = started.properties().getProperty("spark.job.description", "");
      broken |= description.startsWith(beginning);
      if (broken) {
        spark.sparkContext().cancelAllJobs();
      }
    }
  }

  private void breakOff(String id, String beginning, String... more) {
    Breaker breaker = new Breaker(spark, beginning);
    spark.sparkContext().addSparkListener(breaker);
    try {
      assertThatThrownBy(() -> train(id, more)).as("it is broken off").isNotNull();
    } finally {
      spark.sparkContext().removeSparkListener(breaker);
    }
  }

  private CheckpointStore checkpoints() {
    return new CheckpointStore(bench.store());
  }

  private static void assertSameModel(Bundle actual, Bundle expected) {
    assertThat(actual.parameters().values()).isEqualTo(expected.parameters().values());
    assertThat(actual.updater()).isEqualTo(expected.updater());
    assertThat(actual.windowErrors()).usingRecursiveComparison().isEqualTo(expected.windowErrors());
    assertThat(actual.training().bestEpoch()).isEqualTo(expected.training().bestEpoch());
    assertThat(losses(actual)).isEqualTo(losses(expected));
  }

  private static List<List<Double>> losses(Bundle bundle) {
    return bundle.training().history().stream()
        .map(epoch -> List.of(epoch.trainLoss(), epoch.validationLoss()))
        .toList();
  }

  @Test
  void aTrainingGoesOnAsIfItHadNotBeenBrokenOff() {
    Bundle whole = train("whole");
    for (String broken : List.of("epoch 1 of 3, round 3", "epoch 3 of 3, validation")) {
      breakOff("broken at " + broken, "train: " + broken);
      assertThat(checkpoints().newest()).as(broken).isPresent();
      said.clear();
      assertSameModel(train("resumed at " + broken, "training.resume=true"), whole);
      assertThat(said).as(broken).anyMatch(line -> line.contains("resumed in epoch"));
    }
  }

  @Test
  void resumingWithoutACheckpointBeginsAnew() {
    assertSameModel(train("first", "training.resume=true"), train("second"));
    assertThat(said).noneMatch(line -> line.contains("resumed"));
  }

  @Test
  void aResumedTrainingMayBeLonger() {
    train("short", "training.epochs=2");
    assertSameModel(train("longer", "training.resume=true"), train("whole"));
  }

  @Test
  void refusesTheCheckpointOfAnotherTrainingAndSaysWhatDiffers() {
    train("first");
    assertThatThrownBy(() -> train("other", "training.resume=true", "training.seed=7"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageMatching(
            "training.resume: training.seed = 7, but the checkpoint first-\\d+-\\d+ was made with"
                + " 42; put that back, or set training.resume = false to begin anew.");
    assertThatThrownBy(() -> train("other", "training.resume=true", "network.encoder=[5]"))
        .hasMessageContaining("network.encoder = [5], but");
    assertThatThrownBy(() -> train("other", "training.resume=true", "window.smooth-points=3"))
        .hasMessageContaining("window.smooth-points = 3, but");
    Configuration other =
        configuration("generate.seed=5", "archive.path=" + bench.output() + "/other");
    new GenerateStage(bench.context(other)).run();
    series = new IngestStage(bench.context(other)).run("other");
    assertThatThrownBy(() -> train("other", "training.resume=true"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("the series, by their fingerprint, = ");
  }

  @Test
  void aDamagedCheckpointIsNotTrusted() throws IOException {
    train("first");
    Path directory = bench.output().resolve("checkpoints/" + checkpoints().newest().orElseThrow());
    Files.write(directory.resolve("state-parameters.bin"), new byte[8]);
    Files.deleteIfExists(directory.resolve(".state-parameters.bin.crc"));
    assertThatThrownBy(() -> train("second", "training.resume=true"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("set training.resume = false to begin anew");
  }

  @Test
  void aCheckpointWithMoreOrFewerParametersThanItsNetworkIsRefusedBeforeAnyIsUsed() {
    train("first");
    Checkpoint good = checkpoints().read(checkpoints().newest().orElseThrow());
    for (int length : new int[] {0, good.state().parameters().length / 2, 1 << 20}) {
      TrainingState other =
          new TrainingState(
              Arrays.copyOf(good.state().parameters(), length),
              Arrays.copyOf(good.state().updater(), 2 * length),
              good.state().iteration());
      checkpoints()
          .write(
              "tampered" + length,
              new Checkpoint(good.identity(), good.history(), good.progress(), other, good.best()));
      assertThatThrownBy(() -> train("second", "training.resume=true"))
          .isInstanceOf(InputRefusedException.class)
          .hasMessageContaining(
              "The checkpoint tampered%d has not as many parameters as its network", length);
    }
  }

  @Test
  void weightsThatAreNoNumbersHaveNoFiniteValidationLoss() {
    Bundle bundle = train("first");
    Autoencoder autoencoder = new Autoencoder(bundle.network(), Engine.DL4J);
    float[] broken = bundle.parameters().values().clone();
    Arrays.fill(broken, Float.NaN);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (NetworkPool.OnExecutors pools = NetworkPool.open(autoencoder, context)) {
      Validation validation =
          new Validation(
              autoencoder,
              pools.broadcast(),
              new ScoringSpec(bundle.windowing(), bundle.normalizer(), bundle.network().loss(), 8),
              bundle.split(),
              false);
      JavaRDD<Chunk> chunks = context.parallelize(Workbench.chunks(series), 2);
      assertThat(validation.errors(chunks, Parameters.ofAll(broken)).loss())
          .satisfies(loss -> assertThat(Double.isFinite(loss)).isFalse());
      assertThat(validation.errors(chunks, bundle.parameters()).loss()).isPositive().isFinite();
    }
  }

  @Test
  void twoTrainingsAtOnceKeepTheirCheckpointsAndGoOnFromTheirOwn() {
    float[] expected = train("whole").parameters().values();
    breakOff("first", "train: epoch 2");
    breakOff("second", "train: epoch 2", "training.seed=7");
    said.clear();

    Bundle first = train("first", "training.resume=true");

    assertThat(said).anyMatch(line -> line.contains("resumed in epoch"));
    assertThat(first.parameters().values()).isEqualTo(expected);
    assertThat(checkpoints().newest("second").orElseThrow()).startsWith("second-");
    said.clear();
    train("second", "training.resume=true", "training.seed=7");
    assertThat(said).anyMatch(line -> line.contains("resumed in epoch"));
  }

  @Test
  void aCheckpointThatWasNotWrittenToItsEndIsNotGoneOnFrom() throws IOException {
    breakOff("killed", "train: epoch 2");
    String whole = checkpoints().newest("killed").orElseThrow();
    Files.createDirectories(bench.output().resolve("checkpoints/killed-00009-00001"));

    assertThat(checkpoints().newest("killed")).contains(whole);
  }

  @Test
  void onlyTheNewestCheckpointIsKeptAndNoneOnceTheModelIsPublished() throws IOException {
    StageContext context =
        new StageContext(
            spark, bench.store(), configuration(), (format, arguments) -> said.add(format));
    TrainStage stage = new TrainStage(context);
    stage.run(series, "run");
    try (Stream<Path> entries = Files.list(bench.output().resolve("checkpoints"))) {
      assertThat(entries.map(Path::getFileName).map(Path::toString))
          .filteredOn(name -> !name.startsWith("."))
          .containsExactlyInAnyOrder("latest.json", checkpoints().newest().orElseThrow());
    }
    stage.forgetCheckpoints();
    assertThat(checkpoints().newest()).isEmpty();
    assertThat(bench.output().resolve("checkpoints")).isEmptyDirectory();
  }

  @Test
  void stopsWhenPatienceIsOverAndKeepsTheBest() {
    Bundle bundle =
        train(
            "patient",
            "training.epochs=40",
            "training.patience=2",
            "training.least-improvement=0.5",
            "scoring.weights=none",
            "scoring.smooth=1");
    List<Epoch> history = bundle.training().history();
    assertThat(history).hasSizeBetween(3, 39);
    assertThat(said).anyMatch(line -> line.contains("stopped early: no improvement for 2 epochs"));
    assertThat(bundle.windowErrors().errors().moments().mean())
        .as("the weights of the best epoch")
        .isEqualTo(history.stream().mapToDouble(Epoch::validationLoss).min().orElseThrow());
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingInOneSentence() {
    bench.csv(
        Stream.concat(
                Stream.of("series,v1,v2,v3"),
                IntStream.range(0, 40).mapToObj("s%d,1e30,2e30,-1e30"::formatted))
            .toArray(String[]::new));
    String[] settings = {
      "archive.format=csv",
      "archive.path=" + bench.archive() + "/part.csv",
      "archive.columns.features=[\"v1..v3\"]",
      "normalize.method=none"
    };
    series = new IngestStage(bench.context(configuration(settings))).run("huge");
    assertThatThrownBy(() -> train("never", settings))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessage(
            "The loss of epoch 1 is not a finite number; lower training.learning-rate or set"
                + " training.clip-norm, and normalize.method if it is none.");
    assertThat(bench.output().resolve("models")).doesNotExist();
  }

  @Test
  void theLastGoodCheckpointIsKeptWhenALaterEpochDiverges() {
    train("first", "training.epochs=1");
    Checkpoint good = checkpoints().read(checkpoints().newest().orElseThrow());
    float[] exploded = good.state().parameters().clone();
    for (int i = 0; i < exploded.length; i++) {
      exploded[i] *= 1e30f;
    }
    Epoch learnt = new Epoch(1, 0.5, 0.5, 1, 1);
    Checkpoint doomed =
        new Checkpoint(
            good.identity(),
            List.of(learnt),
            EpochProgress.NONE,
            new TrainingState(exploded, good.state().updater(), good.state().iteration()),
            good.best());
    checkpoints().write("doomed", doomed);

    assertThatThrownBy(() -> train("second", "training.resume=true"))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContainingAll(
            "The loss of epoch 2 is not a finite number",
            "training.resume = true will go on after epoch 1",
            "checkpoints/second-00002-00000");
    assertThat(checkpoints().read(checkpoints().newest().orElseThrow()))
        .usingRecursiveComparison()
        .isEqualTo(doomed);
  }
}
