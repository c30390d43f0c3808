package io.reprise.bench.training;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Noise;
import io.reprise.core.normalize.Scaler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The same training steps without Spark, in processes of their own: what the machine allows. */
final class Processes {

  private Processes() {}

  /** Sequences a second that so many processes at once train together, once they are warm. */
  static double rate(int processes, int warmUpSeconds, int seconds) throws IOException {
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      started.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Processes.class.getName(),
                  Integer.toString(warmUpSeconds),
                  Integer.toString(seconds))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    double rate = 0;
    for (Process process : started) {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      rate += Double.parseDouble(printed.strip().lines().reduce((a, b) -> b).orElseThrow());
    }
    return rate;
  }

  public static void main(String[] arguments) {
    NetworkSpec spec =
        new NetworkSpec(
            1,
            Arena.STEPS,
            List.of(Arena.UNITS),
            List.of(Arena.UNITS),
            Loss.MSE,
            0.005,
            42,
            NetworkOptions.PLAIN);
    Autoencoder autoencoder = new Autoencoder(spec, Engine.ONEDNN);
    MultiLayerNetwork network = autoencoder.build();
    Batch batch = new Batch(Arena.BATCH, Arena.STEPS, 1);
    Random random = new Random(1);
    while (!batch.isFull()) {
      float[] values = new float[Arena.STEPS];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      batch.append(values, 0, values.length, Scaler.identity(1));
    }
    trained(autoencoder, network, batch, Integer.parseInt(arguments[0]));
    System.out.println(trained(autoencoder, network, batch, Integer.parseInt(arguments[1])));
  }

  /** Sequences a second. */
  private static double trained(
      Autoencoder autoencoder, MultiLayerNetwork network, Batch batch, int seconds) {
    long started = System.nanoTime();
    long steps = 0;
    long elapsed;
    do {
      network.fit(autoencoder.example(batch, Noise.NONE, 0));
      steps++;
      elapsed = System.nanoTime() - started;
    } while (elapsed < 1e9 * seconds);
    return 1e9 * steps * Arena.BATCH / elapsed;
  }
}
