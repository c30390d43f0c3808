package io.reprise.quality;

import io.reprise.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Labelled archives as somebody would audit them who has set nothing but paths, columns, the period
 * and where training and validation end.
 */
enum Stranger {
  SERVERS_A("dev/servers-a.csv.gz", servers("2020-01-05T00:00:00Z")),
  SERVERS_B("dev/servers-b.csv.gz", servers("2020-01-14T00:00:00Z")),
  SKAB(
      "skab/data/{valve1,valve2,other}",
      List.of(
          "archive.options.sep=\";\"",
          "archive.series-by-file=true",
          "archive.columns.time=datetime",
          "archive.columns.label=anomaly",
          "archive.columns.features=[Accelerometer1RMS, Accelerometer2RMS, Current, Pressure,"
              + " Temperature, Thermocouple, Voltage, Volume Flow RateRMS]",
          "clean.period=1 second",
          "split.train.first-points=300",
          "split.validation.first-points=100")),
  NAB(
      "nab/data/{real*,artificialWithAnomaly}",
      List.of(
          "archive.series-by-file=true",
          "archive.columns.time=timestamp",
          "archive.columns.features=[value]",
          "split.train.first-points=1000",
          "split.validation.first-points=300")) {
    @Override
    List<String> labels(Path output) throws IOException {
      List<String> lines = new ArrayList<>(List.of("series,start,end"));
      for (Map.Entry<String, List<SharedData.Window>> file : SharedData.windows().entrySet()) {
        String series = file.getKey().replace(".csv", "");
        file.getValue().forEach(w -> lines.add(series + "," + w.start() + "," + w.end()));
      }
      Files.createDirectories(output);
      return List.of("archive.labels.path=" + Files.write(output.resolve("windows.csv"), lines));
    }
  };

  private final String path;
  private final List<String> settings;

  Stranger(String path, List<String> settings) {
    this.path = path;
    this.settings = settings;
  }

  private static List<String> servers(String trainUntil) {
    return List.of(
        "archive.time-format=seconds",
        "archive.columns.series=series",
        "archive.columns.time=time",
        "archive.columns.label=label",
        "clean.period=1 minute",
        "split.train.until=\"" + trainUntil + "\"",
        "split.validation.until=\"2020-02-28T00:00:00Z\"");
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> labels(Path output) throws IOException {
    return List.of();
  }

  List<String> settings(Path output) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.format=csv",
                "archive.path=\"%s\"".formatted(SharedData.DATA.resolve(path)),
                "output.path=" + output));
    all.addAll(settings);
    all.addAll(labels(output));
    Required.require(
        Files.exists(SharedData.DATA.resolve(path.replaceFirst("/[^/]*$", ""))),
        path + " is missing");
    return all;
  }
}
