package io.reprise.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the recipes of real archives find them. */
final class SharedData {

  static final Path DATA = Path.of("..", "shared", "data");

  private SharedData() {}

  /** The settings with those that name the archive of a recipe before them. */
  static String[] settings(Trial trial, Path output, List<String> more) throws IOException {
    List<String> settings =
        new ArrayList<>(
            switch (trial) {
              case ECG5000 ->
                  List.of(
                      "archive.path=\"%s\""
                          .formatted(
                              given("ecg5000").resolve("ECG5000_T{RAIN.txt,EST_binary.csv}")));
              case ECG5000_OFFICIAL ->
                  List.of(
                      "archive.path=" + given("ecg5000").resolve("ECG5000_TEST_binary.csv"),
                      "reference.path=" + given("ecg5000").resolve("ECG5000_TRAIN.arff"));
              case SKAB ->
                  List.of(
                      "archive.path=\"%s\""
                          .formatted(given("skab/data").resolve("{valve1,valve2,other}")));
              case NAB_TAXI ->
                  List.of(
                      "archive.path=" + given("nab").resolve("data/realKnownCause/nyc_taxi.csv"),
                      "archive.labels.path=" + taxiWindows(output));
              case SIGNALS, DENOISE, ONE_DIMENSIONAL, TWO_DIMENSIONAL, TUTORIAL -> List.of();
            });
    settings.addAll(more);
    return settings.toArray(String[]::new);
  }

  private static Path given(String name) {
    Path path = DATA.resolve(name);
    Required.require(Files.exists(path), path + " is missing");
    return path;
  }

  /** A stretch that NAB calls anomalous. */
  record Window(String start, String end) {}

  /** NAB's labelled windows by file. */
  static Map<String, List<Window>> windows() throws IOException {
    Map<String, List<Window>> byFile = new TreeMap<>();
    JsonNode all =
        new ObjectMapper().readTree(given("nab").resolve("labels/combined_windows.json").toFile());
    for (Map.Entry<String, JsonNode> file : all.properties()) {
      List<Window> windows = new ArrayList<>();
      file.getValue()
          .forEach(
              each ->
                  windows.add(new Window(each.required(0).asText(), each.required(1).asText())));
      byFile.put(file.getKey(), windows);
    }
    return byFile;
  }

  private static Path taxiWindows(Path output) throws IOException {
    List<String> lines = new ArrayList<>(List.of("start,end"));
    windows()
        .get("realKnownCause/nyc_taxi.csv")
        .forEach(window -> lines.add(window.start() + "," + window.end()));
    Files.createDirectories(output);
    return Files.write(output.resolve("windows.csv"), lines);
  }
}
