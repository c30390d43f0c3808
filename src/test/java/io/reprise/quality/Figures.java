package io.reprise.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was measured of the recipes, seed by seed. */
final class Figures {

  private record Figure(Trial trial, Goal goal, List<Long> seeds, List<Double> values) {

    double median() {
      List<Double> sorted = values.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
  }

  private final List<Figure> figures = new ArrayList<>();

  /** Runs a recipe once a seed and measures all its goals; the names of those that it misses. */
  List<String> measure(Trial trial, List<Long> seeds, RecipeRun run) throws IOException {
    List<Figure> own =
        trial.goals().stream()
            .map(goal -> new Figure(trial, goal, seeds, new ArrayList<>()))
            .toList();
    figures.addAll(own);
    for (long seed : seeds) {
      Recipe recipe = run.of(seed);
      own.forEach(figure -> figure.values().add(figure.goal().measure().applyAsDouble(recipe)));
    }
    return own.stream()
        .filter(figure -> !figure.goal().reached(figure.median()))
        .map(
            figure ->
                "%s: %s %s, median %s of %s"
                    .formatted(
                        trial.recipe(),
                        figure.goal().metric(),
                        figure.goal().text(),
                        figure.median(),
                        figure.values()))
        .toList();
  }

  interface RecipeRun {
    Recipe of(long seed) throws IOException;
  }

  /** The table that the README shows; empty where nothing was measured. */
  String table() {
    if (figures.isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder("| recipe | figure | goal | median | least | most |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (Figure figure : figures) {
      table.append(
          "| `%s` | %s | %s | %.4g | %.4g | %.4g |%n"
              .formatted(
                  figure.trial().recipe(),
                  figure.goal().metric(),
                  figure.goal().text(),
                  figure.median(),
                  figure.values().stream().min(Double::compare).orElse(Double.NaN),
                  figure.values().stream().max(Double::compare).orElse(Double.NaN)));
    }
    return table.toString();
  }

  void write(Path file) throws IOException {
    ArrayNode list = Json.array();
    for (Figure figure : figures) {
      for (int i = 0; i < figure.values().size(); i++) {
        ObjectNode node =
            list.addObject()
                .put("recipe", figure.trial().recipe())
                .put("seed", figure.seeds().get(i))
                .put("metric", figure.goal().metric())
                .put("value", figure.values().get(i));
        if (figure.goal().kind() == Goal.Kind.SHOWN) {
          node.putNull("goal");
        } else {
          node.put("goal", figure.goal().bound());
        }
      }
    }
    Files.createDirectories(file.getParent());
    Files.write(file, Json.bytes(list));
  }
}
