package io.reprise.bench.score;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Replayer;
import io.reprise.core.normalize.Scaler;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The forward pass alone: every thread replays one batch, in memory, over and over. */
record Kernel(Autoencoder autoencoder, int batch, int threads, long nanoseconds) {

  /** Windows a second of all threads together. */
  double rate() {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<CompletableFuture<Double>> rates =
          IntStream.range(0, threads)
              .mapToObj(thread -> CompletableFuture.supplyAsync(this::rateOfAThread, pool))
              .toList();
      return rates.stream().mapToDouble(CompletableFuture::join).sum();
    } finally {
      pool.shutdown();
    }
  }

  private double rateOfAThread() {
    MultiLayerNetwork network = autoencoder.build();
    Replayer replayer = autoencoder.replayer(network);
    Batch windows = windows();
    long started = System.nanoTime();
    long elapsed;
    long replays = 0;
    do {
      replayer.replay(windows);
      replays++;
      elapsed = System.nanoTime() - started;
    } while (elapsed < nanoseconds);
    Autoencoder.release(network);
    return 1e9 * replays * batch / elapsed;
  }

  private Batch windows() {
    NetworkSpec spec = autoencoder.spec();
    Batch windows = new Batch(batch, spec.steps(), spec.features());
    float[] values = new float[spec.steps() * spec.features()];
    Random random = new Random(1);
    while (!windows.isFull()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      windows.append(values, 0, spec.steps(), Scaler.identity(spec.features()));
    }
    return windows;
  }
}
