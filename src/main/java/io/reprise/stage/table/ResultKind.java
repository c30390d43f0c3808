package io.reprise.stage.table;

/** What is published, by the name of its directory and of its entry in {@code latest.json}. */
public enum ResultKind {
  SERIES("series", "series"),
  QUARANTINE("quarantine", "quarantine"),
  MODEL("models", "model"),
  SCORES("scores", "scores"),
  REPORT("reports", "report");

  private final String directory;
  private final String entry;

  ResultKind(String directory, String entry) {
    this.directory = directory;
    this.entry = entry;
  }

  String directory() {
    return directory;
  }

  public String entry() {
    return entry;
  }
}
