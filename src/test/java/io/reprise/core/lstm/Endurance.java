package io.reprise.core.lstm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains and scores networks side by side, one a thread, by batches of 37 sizes, and prints what
 * memory the process has as it goes: {@code <steps done> <JavaCPP's bytes> <resident bytes>}.
 */
final class Endurance {

  private static final int NETWORKS = 4;
  private static final int SAMPLES = 20;

  private Endurance() {}

  public static void main(String[] arguments) throws Exception {
    long steps = Long.parseLong(arguments[0]);
    AtomicLong done = new AtomicLong();
    for (int network = 0; network < NETWORKS; network++) {
      Thread thread = new Thread(() -> work(done));
      thread.setDaemon(true);
      thread.start();
    }
    for (int sample = 1; sample <= SAMPLES; sample++) {
      long wanted = steps * sample / SAMPLES;
      Awaitility.await()
          .forever()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> done.get() >= wanted);
      System.gc();
      System.out.printf("%d %d %d%n", done.get(), Pointer.totalBytes(), residentBytes());
    }
  }

  private static void work(AtomicLong done) {
    MultiLayerNetwork network = Networks.ours(2, 20, List.of(16), List.of(16), SequenceLoss.MSE);
    DataSet[] batches = new DataSet[37];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = Networks.random(40 - i, 20, 2, i);
    }
    for (int step = 0; ; step++) {
      network.fit(batches[step % batches.length]);
      if (step % 10 == 0) {
        network.output(batches[step % batches.length].getFeatures());
      }
      done.incrementAndGet();
    }
  }

  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return Long.parseLong(pages[1]) * 4096;
  }
}
