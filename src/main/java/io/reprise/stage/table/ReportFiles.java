package io.reprise.stage.table;

import io.reprise.core.json.Json;
import org.apache.hadoop.fs.Path;

/** The files of a report, in the directory of its run. */
public record ReportFiles(Path directory) {

  private static final String SCORES = "scores";

  public static ReportFiles of(Store store, String id) {
    return new ReportFiles(store.directory(ResultKind.REPORT, id));
  }

  /** The scores that a report is of. */
  public static String scores(Store store, String id) {
    return store.manifest(ResultKind.REPORT, id).text(SCORES);
  }

  /** Puts the manifest and the configuration beside a report. */
  public static void describe(Store store, String id, String scores, String configuration) {
    store.describe(ResultKind.REPORT, id, Json.object().put(SCORES, scores), configuration);
  }

  /** For programs. */
  public Path json() {
    return new Path(directory, "report.json");
  }

  /** For people. */
  public Path page() {
    return new Path(directory, "report.html");
  }

  /** All events, as a table. */
  public Path events() {
    return new Path(directory, "events");
  }

  /** All events, as text. */
  public Path eventsCsv() {
    return new Path(directory, "events.csv");
  }
}
