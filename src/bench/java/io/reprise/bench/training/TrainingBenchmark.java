package io.reprise.bench.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.bench.Benchmark;
import io.reprise.bench.Form;
import io.reprise.bench.Machine;
import io.reprise.bench.Scratch;
import io.reprise.core.json.Json;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * See the package. The first epoch of a session warms up, and of several turns the median counts.
 */
public final class TrainingBenchmark implements Benchmark {

  /** Minibatches of a round; more than any epoch has. */
  private static final int ONE_ROUND = 1_000_000;

  /** Of processes that train alone, of the sequences of an archive, and of trainings on it. */
  private record Size(int warmUpSeconds, int seconds, int sequences, int turns, int epochs) {}

  private static final Size WHOLE = new Size(6, 12, 25_000, 5, 3);
  private static final Size SMALL = new Size(0, 1, 400, 1, 1);

  /** Sequences a second of training, averaging as often as usual and once an epoch. */
  private record Pace(double rounds, double oneRound) {

    double overhead() {
      return 1 - rounds / oneRound;
    }
  }

  @Override
  public void run(Path results, Form form) throws IOException {
    Size size = form.of(WHOLE, SMALL);
    Path directory = Scratch.directory();
    try {
      System.out.println(Machine.line());
      double one = Processes.rate(1, size.warmUpSeconds(), size.seconds());
      double two = Processes.rate(2, size.warmUpSeconds(), size.seconds());
      Pace alone = alone(size, directory);
      List<Result> masters;
      Pace together;
      try (Arena arena = new Arena(2, size.sequences(), directory)) {
        together = pace(arena, size.turns());
        masters = masters(arena, size.epochs());
      }
      print(masters, one, two, alone, together);
      write(results, masters, one, two, alone, together);
    } finally {
      Scratch.delete(directory);
    }
  }

  private static Pace alone(Size size, Path directory) {
    try (Arena arena = new Arena(1, size.sequences(), directory)) {
      return pace(arena, size.turns());
    }
  }

  private static Pace pace(Arena arena, int turns) {
    rate(arena, ONE_ROUND);
    List<Double> oneRound = new ArrayList<>();
    List<Double> rounds = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      oneRound.add(rate(arena, ONE_ROUND));
      rounds.add(rate(arena, Arena.USUAL_FREQUENCY));
    }
    Pace pace = new Pace(median(rounds), median(oneRound));
    System.out.printf(
        "local[%d] %,.0f/s, of which rounds take %.1f %%%n",
        arena.cores(), pace.rounds(), 100 * pace.overhead());
    return pace;
  }

  /** Sequences a second of one epoch. */
  private static double rate(Arena arena, int frequency) {
    return arena.train(1, frequency).training().history().get(0).sequencesPerSecond();
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }

  private static List<Result> masters(Arena arena, int epochs) {
    Bundle ours = arena.train(epochs, Arena.FREQUENCY);
    Autoencoder autoencoder = new Autoencoder(ours.network(), Engine.ONEDNN);
    Result reprise =
        new Result(
            "reprise",
            epochs,
            ours.training().sequences() * epochs,
            ours.training().history().stream().mapToDouble(Epoch::seconds).sum(),
            arena.validationLoss(ours, autoencoder, ours.parameters().values()));
    StockMaster.train(arena, ours, autoencoder, 1);
    return List.of(reprise, StockMaster.train(arena, ours, autoencoder, epochs));
  }

  private static void print(
      List<Result> masters, double one, double two, Pace alone, Pace together) {
    for (Result result : masters) {
      System.out.printf(
          "%-8s %d epochs, %,d examples in %.1f s (%,.0f/s), validation loss %.5f%n",
          result.master(),
          result.epochs(),
          result.examplesSeen(),
          result.seconds(),
          result.examplesASecond(),
          result.validationLoss());
    }
    System.out.printf(
        "two processes for one: x %.2f (%,.0f/s, %,.0f/s); local[2] for local[1]: x %.2f%n",
        two / one, one, two, together.rounds() / alone.rounds());
  }

  private static void write(
      Path results, List<Result> masters, double one, double two, Pace alone, Pace together)
      throws IOException {
    ArrayNode list = Json.array();
    for (Result result : masters) {
      list.addObject()
          .put("master", result.master())
          .put("epochs", result.epochs())
          .put("examplesSeen", result.examplesSeen())
          .put("seconds", result.seconds())
          .put("validationLoss", result.validationLoss());
    }
    Files.write(results.resolve("training.json"), Json.bytes(list));
    ObjectNode scaling =
        Json.object()
            .put("machine", Machine.line())
            .put("oneProcess", one)
            .put("twoProcesses", two)
            .put("local1", alone.rounds())
            .put("local2", together.rounds())
            .put("roundOverheadLocal1", alone.overhead())
            .put("roundOverheadLocal2", together.overhead());
    Files.write(results.resolve("training-scaling.json"), Json.bytes(scaling));
  }
}
