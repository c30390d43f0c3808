package io.reprise.bench.scale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reprise.bench.Benchmark;
import io.reprise.bench.Form;
import io.reprise.bench.Machine;
import io.reprise.bench.Scratch;
import io.reprise.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a driver and its memory do as archives and clusters grow. */
public final class ScaleBenchmark implements Benchmark {

  private static final List<Measurement> MEASUREMENTS = List.of(new ManySeries());

  @Override
  public void run(Path results, Form form) throws IOException {
    List<Measured> found = new ArrayList<>();
    Path directory = Scratch.directory();
    try {
      System.out.printf("%n%s%n%s%n", Machine.line(), Measured.heading());
      for (Measurement measurement : MEASUREMENTS) {
        found.addAll(measurement.run(directory, form));
      }
      write(results.resolve("scale.json"), found);
    } finally {
      Scratch.delete(directory);
    }
    if (!found.stream().allMatch(Measured::ok)) {
      throw new IllegalStateException("Not all of it ended well; see scale.json");
    }
  }

  private static void write(Path file, List<Measured> found) throws IOException {
    ArrayNode list = Json.array();
    found.forEach(each -> list.add(each.json()));
    Files.createDirectories(file.getParent());
    Files.write(file, Json.bytes(list));
  }
}
