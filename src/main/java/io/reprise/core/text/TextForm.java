package io.reprise.core.text;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * The form of a text file, as its first lines show it. Files of equal forms can be read together.
 */
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

  /** The mark that a comment begins with. */
  String comment();

  /** A new parser. It has a state of its own, so that each task needs one. */
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
