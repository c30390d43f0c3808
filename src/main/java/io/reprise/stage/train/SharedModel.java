package io.reprise.stage.train;

import io.reprise.config.Configuration;
import io.reprise.core.network.Parameters;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.training.Checkpoint;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.train.data.LoadPartitioner;
import io.reprise.stage.train.data.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** One model for all series, averaged over the workers round by round. */
final class SharedModel implements TrainingMode {

  private final Configuration configuration;
  private final Progress progress;
  private final CheckpointKeeper checkpoints;
  private final List<String> features;
  private final Workload load;
  private final int workers;

  SharedModel(
      Configuration configuration,
      Progress progress,
      CheckpointKeeper checkpoints,
      List<String> features,
      SplitPlan split,
      Workload load,
      int workers) {
    this.configuration = configuration;
    this.progress = progress;
    this.checkpoints = checkpoints;
    this.features = features;
    this.load = load;
    this.workers = workers;
    Optional<SplitPlan.ByTime> times =
        split instanceof SplitPlan.ByTime byTime ? Optional.of(byTime) : Optional.empty();
    require(
        load.trainingWindows(),
        "split.train",
        "train on" + times.map(each -> before(each.trainUntil())).orElse(""));
    require(
        load.validationWindows(),
        "split.validation",
        "validate on" + times.map(each -> before(each.validationUntil())).orElse(""));
  }

  @Override
  public long trainingWindows() {
    return load.trainingWindows();
  }

  @Override
  public int batch() {
    return configuration.training().minibatch().windowsOfEach(workers);
  }

  @Override
  public String workers() {
    return workers + " workers";
  }

  @Override
  public JavaRDD<Chunk> dealOut(JavaRDD<Chunk> chunks) {
    return LoadPartitioner.dealOut(chunks, LoadPartitioner.of(load, workers));
  }

  @Override
  public TrainedModel train(JavaRDD<Chunk> dealtOut, TrainingSetup setup) {
    Map<String, String> fingerprint =
        TrainingFingerprint.of(configuration, setup, features, workers, load);
    TrainingLoop loop =
        new TrainingLoop(
            configuration.training(),
            setup,
            dealtOut,
            load.trainingWindows(),
            checkpoints,
            fingerprint,
            progress);
    loop.run(resumed(fingerprint, setup));
    return new TrainedModel(
        Parameters.ofAll(loop.best().parameters()),
        loop.best().updater(),
        loop.bestEpoch(),
        loop.history());
  }

  private Optional<Checkpoint> resumed(Map<String, String> fingerprint, TrainingSetup setup) {
    return configuration.training().checkpoint().resume()
        ? checkpoints.resume(fingerprint, setup.autoencoder().spec())
        : Optional.empty();
  }

  private static String before(long micros) {
    return " before " + Microseconds.instant(micros);
  }

  private static void require(long windows, String key, String purpose) {
    if (windows == 0) {
      throw new InputRefusedException(
          "%s leaves no whole window to %s; enlarge that part, shorten window.length, or, if the"
              + " archive has rows with a wrong time, leave them out with archive.from and"
              + " archive.to.",
          key, purpose);
    }
  }
}
