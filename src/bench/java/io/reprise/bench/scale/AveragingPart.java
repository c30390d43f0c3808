package io.reprise.bench.scale;

import io.reprise.bench.Form;
import io.reprise.bench.Scratch;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Noise;
import io.reprise.core.network.TrainingState;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.training.EpochProgress;
import io.reprise.stage.train.averaging.AveragingMaster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A round of averaging, by the number of workers, on two cores. Every worker trains on one window a
 * round, which takes little; {@code seconds} are those of the median round, {@code rate} is workers
 * a second.
 */
final class AveragingPart implements Part {

  private static final int CORES = 2;
  private static final int FEATURES = 38;
  private static final int STEPS = 4;
  private static final int UNITS = 128;

  /** What a task may tell the driver besides its values, such as its metrics. */
  private static final long BYTES_A_TASK = 8 << 10;

  /** States that the driver may take in a round, however many workers there are. */
  private static final long STATES = 13;

  private static final List<Integer> WORKERS = List.of(2, 8, 32, 128, 512);

  private final NetworkSpec spec =
      new NetworkSpec(
          FEATURES,
          STEPS,
          List.of(UNITS),
          List.of(UNITS),
          Loss.MSE,
          0.005,
          42,
          NetworkOptions.PLAIN);
  private final Autoencoder autoencoder = new Autoencoder(spec, Engine.ONEDNN);

  @Override
  public void measure(Path directory, Form form, Consumer<Row> found) {
    int rounds = form.of(3, 2);
    try (SparkSession spark = Scratch.session("scale benchmark", CORES, directory)) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      ResultBytes bytes = ResultBytes.of(context);
      round(context, bytes, 2, rounds);
      form.of(WORKERS, List.of(2, 16))
          .forEach(workers -> found.accept(round(context, bytes, workers, rounds)));
    }
  }

  private Row round(JavaSparkContext context, ResultBytes bytes, int workers, int rounds) {
    Watch watch = new Watch();
    try (AveragingMaster master = new AveragingMaster(autoencoder, 1, watch)) {
      SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(context, autoencoder.build(), master);
      bytes.taken();
      network.fit(windows(context, workers, rounds));
    }
    long each = bytes.taken() / rounds;
    double seconds = watch.median();
    long state = spec.parameters() * 3 * Float.BYTES;
    long most = STATES * state + 2L * workers * BYTES_A_TASK;
    return new Row("averaging", 0, 0, workers, seconds, workers / seconds, 0, each, each <= most);
  }

  private JavaRDD<DataSet> windows(JavaSparkContext context, int workers, int rounds) {
    Autoencoder own = autoencoder;
    return context
        .parallelize(IntStream.range(0, workers).boxed().toList(), workers)
        .mapPartitions(worker -> windows(own, worker.next(), rounds));
  }

  private static Iterator<DataSet> windows(Autoencoder autoencoder, int worker, int rounds) {
    return IntStream.range(0, rounds)
        .mapToObj(round -> window(autoencoder, worker * 31 + round))
        .iterator();
  }

  private static DataSet window(Autoencoder autoencoder, int phase) {
    float[] values = new float[STEPS * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(phase + i);
    }
    Batch batch = new Batch(1, STEPS, FEATURES);
    batch.append(values, 0, STEPS, Scaler.identity(FEATURES));
    return autoencoder.example(batch, Noise.NONE, 0);
  }

  /** Hears how long each round took. */
  private static final class Watch implements AveragingMaster.Listener {

    private final List<Double> rounds = new ArrayList<>();
    private double before;

    @Override
    public void before(int round) {}

    @Override
    public void after(EpochProgress progress, TrainingState state) {
      rounds.add(progress.seconds() - before);
      before = progress.seconds();
    }

    double median() {
      return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }
  }
}
