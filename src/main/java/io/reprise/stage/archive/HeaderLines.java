package io.reprise.stage.archive;

import io.reprise.core.iterate.LookAhead;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;

/** The lines at the beginning of a file, cut as Spark cuts them. */
final class HeaderLines extends LookAhead<String> implements Closeable {

  /** The last line of a header must begin within so many bytes. */
  static final long LIMIT = 1 << 20;

  private static final int LONGEST_LINE = 1 << 26;

  private final LineReader reader;
  private final Text text = new Text();
  private long consumed;
  private long start;

  HeaderLines(InputStream in) {
    this.reader = new LineReader(in);
  }

  @Override
  protected String find() {
    if (consumed >= LIMIT) {
      throw new HeaderTooLongException();
    }
    start = consumed;
    consumed += read();
    if (consumed == start) {
      return null;
    }
    String line = text.toString();
    return start == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private int read() {
    try {
      return reader.readLine(text, LONGEST_LINE, LONGEST_LINE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the line that was found last began, in bytes. */
  long start() {
    return start;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** The header has no end, or is too long to be held in every task. */
  static final class HeaderTooLongException extends RuntimeException {}
}
