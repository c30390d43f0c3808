package io.reprise.core.text;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** The form of a file as its beginning tells it. Files of equal forms can be read as one. */
public sealed interface TextForm extends Serializable permits ArffForm, SeriesForm, PlainForm {

  /** A file of attributes and relations, as Weka writes it. */
  static TextForm arff(Iterator<String> lines) throws MalformedTextException {
    return ArffForm.read(lines);
  }

  /** A file of the UCR or UEA archives: {@code .ts} where a line of its header begins with @. */
  static TextForm ucr(Iterator<String> lines) throws MalformedTextException {
    while (lines.hasNext()) {
      String line = lines.next().strip();
      if (line.startsWith("@")) {
        return SeriesForm.read(line, lines);
      }
      if (!line.isEmpty() && !line.startsWith("#")) {
        return PlainForm.read(line, lines);
      }
    }
    throw new MalformedTextException("has no line with data");
  }

  List<TextColumn> columns();

  /** Whether the data come after a line {@code @data}. */
  boolean headed();

  /** What a line begins with that is a comment. */
  String comment();

  /** Has a state of its own: one for each task. */
  LineParser parser();

  /** Whether a line among the data holds no row. */
  default boolean holdsNothing(String line) {
    return line.isBlank() || line.stripLeading().startsWith(comment());
  }

  /** Whether the data begin after this line. */
  static boolean isDataMark(String line) {
    return line.strip().equalsIgnoreCase("@data");
  }

  /** Makes a row of a line that holds one. */
  interface LineParser {
    TextRow parse(String line) throws MalformedTextException;
  }
}
