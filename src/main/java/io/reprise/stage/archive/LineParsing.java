package io.reprise.stage.archive;

import io.reprise.core.iterate.LookAhead;
import io.reprise.core.text.MalformedTextException;
import io.reprise.core.text.TextForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Parses lines one at a time as they are read, so that Spark still knows which file a row is from.
 * A line that cannot be parsed is kept as it is.
 */
final class LineParsing implements MapPartitionsFunction<TextLine, ParsedLine> {

  private final TextForm form;
  private final SerializableConfiguration hadoop;

  LineParsing(TextForm form, SerializableConfiguration hadoop) {
    this.form = form;
    this.hadoop = hadoop;
  }

  @Override
  public Iterator<ParsedLine> call(Iterator<TextLine> lines) {
    return new Parsed(form, hadoop.value(), lines);
  }

  private static final class Parsed extends LookAhead<ParsedLine> {

    private final TextForm form;
    private final TextForm.LineParser parser;
    private final Configuration hadoop;
    private final Iterator<TextLine> lines;

    private String file;
    private long block;
    private boolean inHeader;

    Parsed(TextForm form, Configuration hadoop, Iterator<TextLine> lines) {
      this.form = form;
      this.parser = form.parser();
      this.hadoop = hadoop;
      this.lines = lines;
    }

    @Override
    protected ParsedLine find() {
      ParsedLine found = null;
      while (found == null && lines.hasNext()) {
        found = parsed(lines.next());
      }
      return found;
    }

    /** Null where the line holds no row. */
    private ParsedLine parsed(TextLine line) {
      if (line.getBlock() != block || !line.getFile().equals(file)) {
        file = line.getFile();
        block = line.getBlock();
        inHeader = form.headed() && beginsInHeader();
      }
      if (inHeader) {
        inHeader = !TextForm.isDataMark(line.getLine());
        return null;
      }
      if (form.holdsNothing(line.getLine())) {
        return null;
      }
      try {
        return ParsedLine.of(parser.parse(line.getLine()), line.getPartitions());
      } catch (MalformedTextException e) {
        return ParsedLine.corrupt(line.getLine(), line.getPartitions());
      }
    }

    /**
     * Whether the block begins before the line {@code @data}: a line that begins where a block does
     * belongs to the block before.
     */
    private boolean beginsInHeader() {
      if (block == 0 || block >= HeaderLines.LIMIT) {
        return block == 0;
      }
      Path path = UnreadableFile.location(file);
      if (new CompressionCodecFactory(hadoop).getCodec(path) != null) {
        return false;
      }
      try (HeaderLines header = new HeaderLines(path.getFileSystem(hadoop).open(path))) {
        String line;
        do {
          line = header.next();
        } while (!TextForm.isDataMark(line));
        return block < header.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
