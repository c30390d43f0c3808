package io.reprise.bench;

import io.reprise.bench.ingest.IngestBenchmark;
import io.reprise.bench.lstm.LstmBenchmark;
import io.reprise.bench.scale.ScaleBenchmark;
import io.reprise.bench.score.ScoreBenchmark;
import io.reprise.bench.training.TrainingBenchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command: a directory for the results, the name of a benchmark or {@code all}, and {@code
 * true} for the short form.
 */
public final class Benchmarks {

  private static final String ALL = "all";

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException {
    Path results = Path.of(arguments[0]);
    Form form = Boolean.parseBoolean(arguments[2]) ? Form.SHORT : Form.WHOLE;
    for (Benchmark benchmark : named(arguments[1]).values()) {
      benchmark.run(results, form);
    }
  }

  private static Map<String, Benchmark> named(String name) {
    Map<String, Benchmark> known = new LinkedHashMap<>();
    known.put("lstm", new LstmBenchmark());
    known.put("ingest", new IngestBenchmark());
    known.put("training", new TrainingBenchmark());
    known.put("score", new ScoreBenchmark());
    known.put("scale", new ScaleBenchmark());
    if (name.equals(ALL)) {
      return known;
    }
    if (!known.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no benchmark %s; use %s or one of %s".formatted(name, ALL, known.keySet()));
    }
    return Map.of(name, known.get(name));
  }
}
