package io.reprise.core.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The {@code .ts} files of the UEA archive, of sktime and tsml: dimensions separated by colons,
 * values by commas, the label last. {@code length} is that of every dimension, 0 where the header
 * does not say. Empty {@code labels} allow any label.
 */
record SeriesForm(int dimensions, boolean labelled, int length, Set<String> labels)
    implements TextForm {

  SeriesForm {
    labels = Set.copyOf(labels);
  }

  static SeriesForm read(String first, Iterator<String> rest) throws MalformedTextException {
    Header header = new Header();
    String line = first;
    while (!TextForm.isDataMark(line)) {
      header.accept(line);
      if (!rest.hasNext()) {
        throw new MalformedTextException("has no line @data");
      }
      line = rest.next().strip();
    }
    return header.form(rest);
  }

  @Override
  public List<TextColumn> columns() {
    List<TextColumn> columns = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      String name = dimensions == 1 ? "value" : "value" + (d + 1);
      columns.add(new TextColumn(name, TextColumn.Kind.SEQUENCE, d));
    }
    if (labelled) {
      columns.add(new TextColumn("label", TextColumn.Kind.TEXT, 0));
    }
    return List.copyOf(columns);
  }

  @Override
  public boolean headed() {
    return true;
  }

  @Override
  public String comment() {
    return "#";
  }

  @Override
  public LineParser parser() {
    return this::parse;
  }

  private TextRow parse(String line) throws MalformedTextException {
    String[] parts = line.split(":", -1);
    if (parts.length != dimensions + (labelled ? 1 : 0)) {
      throw new MalformedTextException("has %d parts between colons", parts.length);
    }
    float[][] sequences = new float[dimensions][];
    for (int d = 0; d < dimensions; d++) {
      sequences[d] = values(parts[d].strip());
    }
    return TextRow.of(labelled ? label(parts[dimensions].strip()) : null, sequences);
  }

  private float[] values(String text) throws MalformedTextException {
    String[] fields = text.isEmpty() ? new String[0] : text.split(",", -1);
    if (length > 0 && fields.length != length) {
      throw new MalformedTextException(
          "has %d values where @seriesLength is %d", fields.length, length);
    }
    float[] values = new float[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Numbers.single(fields[i]);
    }
    return values;
  }

  private String label(String text) throws MalformedTextException {
    if (text.isEmpty() || (!labels.isEmpty() && !labels.contains(text))) {
      throw new MalformedTextException("has the label %s, which is not declared", text);
    }
    return text;
  }

  /** What the lines before {@code @data} have said so far. */
  private static final class Header {

    private boolean univariate;
    private int dimensions;
    private boolean labelled;
    private boolean equalLength;
    private int length;
    private Set<String> labels = Set.of();

    void accept(String line) throws MalformedTextException {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      if (!line.startsWith("@")) {
        throw new MalformedTextException("has a line before @data that is no header: %s", line);
      }
      String[] words = line.split("[\\s,]+");
      String value = words.length > 1 ? words[1] : "";
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "@timestamps" -> refuseTimestamps(value);
        case "@univariate" -> univariate = flag(line, value);
        case "@dimension", "@dimensions" -> dimensions = count(line, value);
        case "@equallength" -> equalLength = flag(line, value);
        case "@serieslength" -> length = count(line, value);
        case "@classlabel" -> {
          labelled = flag(line, value);
          labels = Set.copyOf(List.of(words).subList(Math.min(2, words.length), words.length));
        }
        case "@targetlabel" -> labelled = flag(line, value);
        default -> {
          // The name of the problem and the like.
        }
      }
    }

    SeriesForm form(Iterator<String> data) throws MalformedTextException {
      int declared = univariate ? 1 : dimensions;
      return new SeriesForm(
          declared > 0 ? declared : counted(data), labelled, equalLength ? length : 0, labels);
    }

    /** A header that says only that there are several dimensions leaves them to the first line. */
    private int counted(Iterator<String> data) throws MalformedTextException {
      while (data.hasNext()) {
        String line = data.next().strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          return Math.max(1, line.split(":", -1).length - (labelled ? 1 : 0));
        }
      }
      throw new MalformedTextException("has neither @dimensions nor a line of data");
    }

    private static void refuseTimestamps(String value) throws MalformedTextException {
      if (value.equalsIgnoreCase("true")) {
        throw new MalformedTextException(
            "has @timeStamps true, which is not read; write the values without their times");
      }
    }

    private static boolean flag(String line, String value) throws MalformedTextException {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new MalformedTextException("says neither true nor false: %s", line);
      };
    }

    private static int count(String line, String value) throws MalformedTextException {
      try {
        return Math.max(0, Integer.parseInt(value));
      } catch (NumberFormatException e) {
        throw new MalformedTextException("has no whole number in its header: %s", line);
      }
    }
  }
}
