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

/** See the package. The list is written after each part, so that a later one cannot lose it. */
public final class ScaleBenchmark implements Benchmark {

  private static final List<Part> PARTS = List.of(new AveragingPart(), new ManySeries());

  @Override
  public void run(Path results, Form form) throws IOException {
    List<Row> rows = new ArrayList<>();
    System.out.printf("%n%s%n%s%n", Machine.line(), Row.HEADER);
    for (Part part : PARTS) {
      Path directory = Scratch.directory();
      try {
        part.measure(
            directory,
            form,
            row -> {
              System.out.println(row.line());
              rows.add(row);
            });
      } finally {
        Scratch.delete(directory);
      }
      write(results.resolve("scale.json"), rows);
    }
    if (!rows.stream().allMatch(Row::ok)) {
      throw new IllegalStateException("Not all of it ended well; see scale.json");
    }
  }

  private static void write(Path file, List<Row> rows) throws IOException {
    ArrayNode list = Json.array();
    rows.forEach(row -> list.add(row.json()));
    Files.write(file, Json.bytes(list));
  }
}
