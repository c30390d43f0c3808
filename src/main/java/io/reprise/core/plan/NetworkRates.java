package io.reprise.core.plan;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Noise;
import io.reprise.core.network.Replayer;
import io.reprise.core.normalize.Scaler;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** Windows that one core of this machine trains on and replays in a second. */
public record NetworkRates(double trained, double replayed) {

  private static final double WARM_UP_SECONDS = 0.5;
  private static final double MEASURED_SECONDS = 1;

  /** Measures both for a few seconds, with windows that hold nothing but zeros. */
  public static NetworkRates measure(
      Autoencoder autoencoder, int trainedAtOnce, int replayedAtOnce) {
    MultiLayerNetwork network = autoencoder.build();
    try {
      DataSet example = autoencoder.example(full(autoencoder.spec(), trainedAtOnce), Noise.NONE, 0);
      double trained = trainedAtOnce * stepsOfSecond(() -> network.fit(example));
      Replayer replayer = autoencoder.replayer(network);
      Batch replayed = full(autoencoder.spec(), replayedAtOnce);
      return new NetworkRates(
          trained, replayedAtOnce * stepsOfSecond(() -> replayer.replay(replayed)));
    } finally {
      Autoencoder.release(network);
    }
  }

  private static Batch full(NetworkSpec spec, int windows) {
    float[] zeros = new float[spec.steps() * spec.features()];
    Scaler scaler = Scaler.identity(spec.features());
    Batch batch = new Batch(windows, spec.steps(), spec.features());
    for (int w = 0; w < windows; w++) {
      batch.append(zeros, 0, spec.steps(), scaler);
    }
    return batch;
  }

  private static double stepsOfSecond(Runnable step) {
    repeat(step, WARM_UP_SECONDS);
    return repeat(step, MEASURED_SECONDS);
  }

  private static double repeat(Runnable step, double seconds) {
    long begun = System.nanoTime();
    long steps = 0;
    double passed;
    do {
      step.run();
      steps++;
      passed = (System.nanoTime() - begun) / 1e9;
    } while (passed < seconds);
    return steps / passed;
  }
}
