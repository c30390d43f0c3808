package io.reprise.bench.lstm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reprise.bench.Benchmark;
import io.reprise.bench.Form;
import io.reprise.bench.Machine;
import io.reprise.bench.Rounds;
import io.reprise.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences a second in training and in scoring, from arrays of Java's and back, for Reprise in
 * float32 and in bfloat16, libtorch and stock DL4J; the share of the core's peak that training
 * reaches; and where Reprise spends its time.
 */
public final class LstmBenchmark implements Benchmark {

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 140, List.of(64)),
          new Shape(1, 140, List.of(128, 64)),
          new Shape(8, 60, List.of(32)),
          new Shape(38, 100, List.of(128)));

  /** The largest is for scoring alone. */
  private static final List<Integer> BATCHES = List.of(32, 128, 512);

  private static final int LARGEST_TRAINING_BATCH = 128;

  private static final Shape SMALL = new Shape(1, 8, List.of(4));

  @Override
  public void run(Path results, Form form) throws IOException {
    Peaks peaks = Peaks.measure();
    Table table = new Table(System.out);
    table.head(Machine.line(), peaks);
    List<Comparison> comparisons = new ArrayList<>();
    try (Contest contest = new Contest(peaks, Rounds.of(form))) {
      for (Shape shape : form.of(SHAPES, List.of(SMALL))) {
        for (int batch : form.of(BATCHES, List.of(2))) {
          Comparison comparison = compare(contest, shape, batch);
          table.row(comparison);
          comparisons.add(comparison);
        }
      }
    }
    table.shares("A training step of Reprise", comparisons, Comparison::fitShares);
    table.shares("A scoring batch of Reprise", comparisons, Comparison::outputShares);
    Files.write(results.resolve("lstm.json"), Json.bytes(json(comparisons)));
  }

  private static Comparison compare(Contest contest, Shape shape, int batch) {
    return batch > LARGEST_TRAINING_BATCH
        ? contest.replay(shape, batch)
        : contest.trainAndReplay(shape, batch);
  }

  private static ArrayNode json(List<Comparison> comparisons) {
    ArrayNode all = Json.array();
    for (Comparison comparison : comparisons) {
      comparison.results().values().forEach(result -> all.add(result.json()));
    }
    return all;
  }
}
