package io.reprise.stage.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;

/** The lines at the beginning of a file, cut as Spark cuts them. */
final class HeaderLines implements Iterator<String>, Closeable {

  /** The last line of a header must begin within so many bytes. */
  static final long LIMIT = 1 << 20;

  private static final int LONGEST_LINE = 1 << 26;

  private final LineReader reader;
  private final Text text = new Text();
  private long consumed;
  private long start;
  private boolean ready;

  HeaderLines(InputStream in) {
    this.reader = new LineReader(in);
  }

  @Override
  public boolean hasNext() {
    if (!ready) {
      if (consumed >= LIMIT) {
        throw new HeaderTooLongException();
      }
      start = consumed;
      consumed += read();
      ready = consumed > start;
    }
    return ready;
  }

  private int read() {
    try {
      return reader.readLine(text, LONGEST_LINE, LONGEST_LINE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ready = false;
    String line = text.toString();
    return start == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  /** Where the last line began, in bytes. */
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
