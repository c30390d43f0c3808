package io.reprise.stage.train;

import io.reprise.config.TrainingConfig;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.Parameters;
import io.reprise.core.network.TrainingState;
import io.reprise.core.series.Chunk;
import io.reprise.core.training.LossHistory;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.train.data.LoadPartitioner;
import io.reprise.stage.train.data.SeriesLoads;
import io.reprise.stage.train.data.SeriesPartitioner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One model for each series, each trained in one task from beginning to end. For each series the
 * driver holds three numbers of four bytes for every parameter: the parameter and its two moments.
 */
final class ModelPerSeries implements TrainingMode {

  /** The validation errors of so many tasks fit into the driver. */
  private static final int MOST_TASKS = 1024;

  private final TrainingConfig training;
  private final Progress progress;
  private final SeriesLoads loads;

  ModelPerSeries(TrainingConfig training, Progress progress, SeriesLoads loads) {
    this.training = training;
    this.progress = progress;
    this.loads = loads;
    if (loads.training() == 0) {
      throw new InputRefusedException(
          "training.per-series: no series has whole windows both to train and to validate on;"
              + " enlarge split.train and split.validation, or shorten window.length.");
    }
  }

  @Override
  public long trainingWindows() {
    return loads.training();
  }

  @Override
  public int batch() {
    return training.minibatch().windows();
  }

  @Override
  public String workers() {
    return "one model for each of %,d series".formatted(series());
  }

  private int series() {
    return loads.bySeries().size() - loads.tooSmall().size();
  }

  @Override
  public JavaRDD<Chunk> dealOut(JavaRDD<Chunk> chunks) {
    SeriesPartitioner tasks = new SeriesPartitioner(loads.tasks(MOST_TASKS));
    return LoadPartitioner.dealOut(chunks.filter(tasks::has), tasks);
  }

  @Override
  public TrainedModel train(JavaRDD<Chunk> dealtOut, TrainingSetup setup) {
    warnOfTooSmall();
    requireRoom(TrainingState.of(setup.autoencoder().build()).updater().length);
    SeriesTraining each =
        new SeriesTraining(
            setup.autoencoder(),
            training.optimizer().schedule(),
            training.stop(),
            setup.windows(),
            setup.validation());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(dealtOut.context());
    context.setJobDescription("train: one model for each series");
    List<SeriesModel> models;
    try {
      models = new ArrayList<>(dealtOut.mapPartitions(each::models).collect());
    } finally {
      context.setJobDescription(null);
    }
    models.sort(Comparator.comparing(SeriesModel::series));
    models.stream()
        .filter(model -> model.diverged() > 0)
        .findFirst()
        .ifPresent(ModelPerSeries::refuse);
    return trained(models);
  }

  private TrainedModel trained(List<SeriesModel> models) {
    List<Epoch> history = history(models);
    say(models);
    return new TrainedModel(
        new Parameters(
            joined(models, model -> model.best().parameters()),
            models.stream().map(SeriesModel::series).toList()),
        joined(models, model -> model.best().updater()),
        LossHistory.of(history).bestEpoch(),
        history);
  }

  private void warnOfTooSmall() {
    List<String> tooSmall = loads.tooSmall();
    if (!tooSmall.isEmpty()) {
      progress.say(
          "warning  %,d series (%s, for one) get no model and will not be judged: they have no whole"
              + " window to train or to validate on.",
          tooSmall.size(), tooSmall.get(0));
    }
  }

  /** Refuses more models than fit into one array, which holds at most 2 GB. */
  private void requireRoom(int numbersEach) {
    long most = Integer.MAX_VALUE / (Float.BYTES * (long) numbersEach);
    if (series() > most) {
      throw new InputRefusedException(
          "training.per-series: a model holds at most %,d networks of this size, but there are %,d"
              + " series; make network.encoder and network.decoder smaller, or train them in parts.",
          most, series());
    }
  }

  private static void refuse(SeriesModel model) {
    throw new TrainingDivergedException(
        "The loss of series %s in epoch %d is not a finite number; lower training.learning-rate or"
            + " set training.clip-norm, and normalize.method if it is none.",
        model.series(), model.diverged());
  }

  private static float[] joined(List<SeriesModel> models, Function<SeriesModel, float[]> part) {
    int each = part.apply(models.get(0)).length;
    float[] all = new float[models.size() * each];
    for (int m = 0; m < models.size(); m++) {
      System.arraycopy(part.apply(models.get(m)), 0, all, m * each, each);
    }
    return all;
  }

  /**
   * One history of all series. A loss is the mean over the series, weighted by their windows. A
   * series that stopped early counts with its last epoch. Seconds are those of one core.
   */
  private static List<Epoch> history(List<SeriesModel> models) {
    int epochs = models.stream().mapToInt(model -> model.history().size()).max().orElseThrow();
    List<Epoch> history = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      int epoch = e;
      List<SeriesModel> running =
          models.stream().filter(model -> model.history().size() >= epoch).toList();
      double seconds = running.stream().mapToDouble(model -> model.at(epoch).seconds()).sum();
      long windows = running.stream().mapToLong(SeriesModel::windows).sum();
      history.add(
          new Epoch(
              epoch,
              mean(models, SeriesModel::windows, model -> model.at(epoch).trainLoss()),
              mean(
                  models,
                  SeriesModel::validationWindows,
                  model -> model.at(epoch).validationLoss()),
              seconds,
              windows / seconds));
    }
    return history;
  }

  private static double mean(
      List<SeriesModel> models,
      ToLongFunction<SeriesModel> weight,
      ToDoubleFunction<SeriesModel> value) {
    double sum = 0;
    long weights = 0;
    for (SeriesModel model : models) {
      sum += weight.applyAsLong(model) * value.applyAsDouble(model);
      weights += weight.applyAsLong(model);
    }
    return sum / weights;
  }

  private void say(List<SeriesModel> models) {
    SeriesModel worst =
        models.stream().max(Comparator.comparingDouble(SeriesModel::validationLoss)).orElseThrow();
    progress.say(
        "train    %,d models  validation %.4f, the highest %.4f of %s",
        models.size(),
        mean(models, SeriesModel::validationWindows, SeriesModel::validationLoss),
        worst.validationLoss(),
        worst.series());
  }
}
