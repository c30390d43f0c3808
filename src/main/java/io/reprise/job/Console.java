package io.reprise.job;

import io.reprise.config.Secrets;
import io.reprise.stage.common.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Lines for people, each with the time since the job started. */
final class Console implements Progress {

  /** Back to the beginning of the line, which is cut off where the terminal ends. */
  private static final String RENEW = "\r\u001b[?7l%s\u001b[K\u001b[?7h";

  private final PrintWriter out;
  private final Instant startedAt;
  private final boolean terminal;
  private boolean open;

  private Console(PrintWriter out, Instant startedAt, boolean terminal) {
    this.out = out;
    this.startedAt = startedAt;
    this.terminal = terminal;
  }

  static Console ofTerminal(PrintWriter out, Instant startedAt) {
    return new Console(out, startedAt, true);
  }

  static Console ofLog(PrintWriter out, Instant startedAt) {
    return new Console(out, startedAt, false);
  }

  /** For a terminal or a log, whichever this process writes to. */
  static Console open(PrintWriter out, Instant startedAt) {
    return isTerminal() ? ofTerminal(out, startedAt) : ofLog(out, startedAt);
  }

  /** From JDK 22 on a process has a console without a terminal, too, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    try {
      return console != null
          && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public synchronized void say(String format, Object... arguments) {
    print(stamped(format, arguments));
  }

  @Override
  public synchronized void advance(Step step, String format, Object... arguments) {
    if (!terminal) {
      Progress.super.advance(step, format, arguments);
      return;
    }
    out.print(RENEW.formatted(Secrets.hidden(stamped(format, arguments))));
    out.flush();
    open = true;
  }

  synchronized void print(String text) {
    if (open) {
      out.println();
      open = false;
    }
    out.println(Visible.lines(text));
    out.flush();
  }

  private String stamped(String format, Object... arguments) {
    double seconds = Duration.between(startedAt, Instant.now()).toMillis() / 1000.0;
    Object[] shown =
        Arrays.stream(arguments)
            .map(each -> each instanceof Number ? each : Visible.argument(String.valueOf(each)))
            .toArray();
    return "[%s] %s".formatted(Progress.minutes(seconds), format.formatted(shown));
  }
}
