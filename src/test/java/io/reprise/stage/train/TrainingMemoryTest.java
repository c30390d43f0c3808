package io.reprise.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.network.Bundle;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a training keeps in the executors, and what comes to the driver. */
@ExtendWith(SparkExtension.class)
class TrainingMemoryTest {

  private static final int POINTS = 200;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  /** The greatest results of tasks by what their jobs do, and what was cached meanwhile. */
  private static final class Watch extends SparkListener {

    private final SparkSession spark;
    private final Set<Integer> before;
    private final Map<Integer, String> kindOf = new ConcurrentHashMap<>();
    private final Map<String, Long> greatest = new ConcurrentHashMap<>();
    private final Map<Integer, RDDInfo> cached = new ConcurrentHashMap<>();
    private final AtomicLong readInRounds = new AtomicLong();

    Watch(SparkSession spark) {
      this.spark = spark;
      this.before = cached(spark).keySet();
    }

    static Map<Integer, RDDInfo> cached(SparkSession spark) {
      return Arrays.stream(spark.sparkContext().getRDDStorageInfo())
          .filter(RDDInfo::isCached)
          .collect(Collectors.toMap(RDDInfo::id, info -> info));
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
      String description = submitted.properties().getProperty("spark.job.description", "");
      String kind =
          description.contains("round")
              ? "round"
              : description.contains("validation") ? "validation" : "other";
      kindOf.put(submitted.stageInfo().stageId(), kind);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd ended) {
      if (kindOf.get(ended.stageId()).equals("round")) {
        readInRounds.addAndGet(ended.taskMetrics().inputMetrics().recordsRead());
      }
      greatest.merge(kindOf.get(ended.stageId()), ended.taskMetrics().resultSize(), Math::max);
      cached(spark).forEach((id, info) -> note(info));
    }

    private void note(RDDInfo info) {
      if (!before.contains(info.id())) {
        cached.merge(
            info.id(), info, (one, other) -> other.diskSize() > one.diskSize() ? other : one);
      }
    }
  }

  private record Watched(Bundle bundle, Watch watch) {}

  private Watched train(int sequences) throws TimeoutException {
    String[] settings = {
      "archive.path=" + bench.archive() + sequences,
      "archive.layout=sequences",
      "archive.columns.series=series",
      "window.length=0",
      "normalize.scope=global",
      "generate.kind=signals",
      "generate.signals.sequences=" + sequences,
      "generate.signals.points=" + POINTS,
      "network.encoder=[24]",
      "network.decoder=[24]",
      "training.batch=256",
      "training.epochs=2"
    };
    var context = bench.context(bench.configuration(settings));
    new GenerateStage(context).run();
    SeriesTable series = new IngestStage(context).run("series-" + sequences);
    Watch watch = new Watch(spark);
    spark.sparkContext().addSparkListener(watch);
    try {
      Bundle bundle = new TrainStage(context).run(series, "model-" + sequences);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      return new Watched(bundle, watch);
    } finally {
      spark.sparkContext().removeSparkListener(watch);
    }
  }

  @Test
  void executorsHoldTheChunksOnceAndNothingElse() throws TimeoutException {
    Watched watched = train(1000);

    assertThat(watched.watch().cached).as("cached datasets").hasSize(1);
    RDDInfo cached = watched.watch().cached.values().iterator().next();
    long values =
        (watched.bundle().training().sequences()
                + watched.bundle().training().validationSequences())
            * POINTS
            * Float.BYTES;
    assertThat(cached.numCachedPartitions()).as("one partition a worker").isEqualTo(2);
    assertThat(cached.memSize()).isZero();
    assertThat(cached.diskSize())
        .as("bytes, where the values alone are %,d", values)
        .isBetween(values, 2 * values);
    assertThat(Watch.cached(spark).keySet())
        .as("released in the end")
        .doesNotContainAnyElementsOf(watched.watch().cached.keySet());
  }

  @Test
  void aChunkIsReadInOneRoundOfTheTrainingAndInNoOther() throws TimeoutException {
    Watched watched = train(1000);

    Bundle.Training training = watched.bundle().training();
    assertThat(watched.watch().readInRounds)
        .as("chunks read in the rounds of two epochs, each a sequence")
        .hasValue(training.sequences() + training.validationSequences());
  }

  @Test
  void whatComesToTheDriverDoesNotGrowWithTheArchive() throws TimeoutException {
    Map<String, Long> small = train(200).watch().greatest;
    Map<String, Long> large = train(4000).watch().greatest;
    long archive = 4000L * POINTS * Float.BYTES;

    assertThat(small.get("round")).as("the weights are in it").isGreaterThan(50_000);
    assertThat(large.get("round"))
        .as("bytes of a round's result, as for a small part of the archive")
        .isBetween(small.get("round") - 1000, small.get("round") + 1000);
    for (String kind : large.keySet()) {
      assertThat(large.get(kind))
          .as("bytes of a result of %s, where the archive has %,d", kind, archive)
          .isLessThan(archive / 10);
    }
  }
}
