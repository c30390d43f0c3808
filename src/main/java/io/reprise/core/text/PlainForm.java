package io.reprise.core.text;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The UCR archive's {@code .txt} and {@code .tsv}: a label and then the values, separated by
 * blanks, tabs or commas. Missing values at the end pad a sequence that is shorter than others.
 */
record PlainForm() implements TextForm {

  static final List<TextColumn> COLUMNS =
      List.of(
          new TextColumn("value", TextColumn.Kind.SEQUENCE, 0),
          new TextColumn("label", TextColumn.Kind.TEXT, 0));

  /** So many lines may be broken before one shows the form. Without a limit any text would do. */
  private static final int PATIENCE = 10;

  static PlainForm read(String first, Iterator<String> rest) throws MalformedTextException {
    PlainForm form = new PlainForm();
    String line = first;
    for (int i = 0; i < PATIENCE; i++) {
      if (form.holds(line)) {
        return form;
      }
      if (!rest.hasNext()) {
        break;
      }
      line = rest.next();
    }
    throw new MalformedTextException(
        "begins with no header and with no line of a label and numbers");
  }

  private boolean holds(String line) {
    try {
      return !holdsNothing(line) && parse(line) != null;
    } catch (MalformedTextException e) {
      return false;
    }
  }

  @Override
  public List<TextColumn> columns() {
    return COLUMNS;
  }

  @Override
  public boolean headed() {
    return false;
  }

  @Override
  public String comment() {
    return "#";
  }

  @Override
  public LineParser parser() {
    return PlainForm::parse;
  }

  private static TextRow parse(String line) throws MalformedTextException {
    Fields fields = new Fields(line.stripTrailing());
    String label = fields.next();
    if (Double.isNaN(Numbers.number(label))) {
      throw new MalformedTextException("has no label");
    }
    float[] values = new float[line.length() / 2 + 1];
    int count = 0;
    int given = 0;
    while (fields.hasNext()) {
      values[count++] = Numbers.single(fields.next());
      given = Float.isNaN(values[count - 1]) ? given : count;
    }
    if (given == 0) {
      throw new MalformedTextException("has no values");
    }
    return TextRow.of(label, Arrays.copyOf(values, given));
  }

  /** A comma or a tab ends a field, with blanks around it or not; so do blanks alone. */
  private static final class Fields {

    private final String line;
    private int position;

    private Fields(String line) {
      this.line = line;
      skipBlanks();
    }

    boolean hasNext() {
      return position < line.length();
    }

    String next() {
      int from = position;
      while (hasNext() && !isSeparator(line.charAt(position))) {
        position++;
      }
      String field = line.substring(from, position);
      skipBlanks();
      if (hasNext() && line.charAt(position) != ' ' && isSeparator(line.charAt(position))) {
        position++;
        skipBlanks();
      }
      return field;
    }

    private void skipBlanks() {
      while (hasNext() && line.charAt(position) == ' ') {
        position++;
      }
    }

    private static boolean isSeparator(char each) {
      return each == ' ' || each == '\t' || each == ',';
    }
  }
}
