package io.reprise.job;

import io.reprise.stage.common.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Lines for people, each with the time since the job started. */
final class Console implements Progress {

  private final PrintWriter out;
  private final Instant startedAt;

  Console(PrintWriter out, Instant startedAt) {
    this.out = out;
    this.startedAt = startedAt;
  }

  @Override
  public synchronized void say(String format, Object... arguments) {
    double seconds = Duration.between(startedAt, Instant.now()).toMillis() / 1000.0;
    print("[%s] %s".formatted(Progress.minutes(seconds), format.formatted(arguments)));
  }

  synchronized void print(String text) {
    out.println(text);
    out.flush();
  }
}
