package io.reprise.stage.table;

import org.apache.hadoop.fs.Path;

/** The files of a report, in the directory of its run. */
public record ReportFiles(Path directory) {

  public static ReportFiles of(Store store, String id) {
    return new ReportFiles(store.directory(ResultKind.REPORT, id));
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
