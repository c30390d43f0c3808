package io.reprise.core.plan;

import io.reprise.core.series.Microseconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a job would do, what it needs, and how long its stages would take on so many cores. */
public record Plan(
    ArchiveSize size,
    Optional<WindowCounts> windows,
    Optional<MemoryNeed> memory,
    int cores,
    List<StageTime> times) {

  public Plan {
    times = List.copyOf(times);
  }

  /** Seconds of one stage, and what it is made of. */
  public record StageTime(String stage, double seconds, String of) {}

  public double seconds() {
    return times.stream().mapToDouble(StageTime::seconds).sum();
  }

  /** For people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(archive());
    windows.ifPresent(
        counts ->
            lines.add(
                "Windows  about %,d to train on, %,d to calibrate with, %,d to judge"
                    .formatted(
                        rounded(counts.training()),
                        rounded(counts.validation()),
                        rounded(counts.judged()))));
    memory.ifPresent(
        need ->
            lines.add(
                "Memory   an executor with %d cores: %.1f GB of heap, %.1f GB beside it"
                    .formatted(cores, need.heap() / 1e9, need.beside() / 1e9)));
    for (StageTime time : times) {
      lines.add("Time     %-7s %9s  %s".formatted(time.stage(), text(time.seconds()), time.of()));
    }
    lines.add(
        "Time     %-7s %9s  on %d cores like this machine's, with no other work beside it"
            .formatted("all", text(seconds()), cores));
    return lines;
  }

  private String archive() {
    String much =
        "%s rows, %s%,d series, %s points, %,d features"
            .formatted(
                about(size.rows()),
                size.whole() ? "" : "at least ",
                size.series(),
                about(size.points()),
                size.features());
    return size.span().isEmpty()
        ? "Archive  " + much
        : "Archive  %s, %s to %s"
            .formatted(much, date(size.span().from()), date(size.span().to() - 1));
  }

  private static String date(long micros) {
    return Microseconds.date(micros).toString();
  }

  private String about(long count) {
    return (size.whole() ? "%,d" : "about %,d").formatted(size.whole() ? count : rounded(count));
  }

  /** To three digits: an estimate has no more. */
  private static long rounded(long count) {
    long unit = 1;
    while (count / unit >= 1000) {
      unit *= 10;
    }
    return (count + unit / 2) / unit * unit;
  }

  private static String text(double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    double minutes = seconds / 60;
    return minutes < 90
        ? "%.0f min".formatted(minutes)
        : minutes < 48 * 60 ? "%.1f h".formatted(minutes / 60) : "%.1f d".formatted(minutes / 1440);
  }
}
