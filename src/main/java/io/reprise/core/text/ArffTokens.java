package io.reprise.core.text;

/** The words of one line of ARFF: bare up to a comma, a blank or a brace, or quoted. */
final class ArffTokens {

  private final String line;
  private int position;
  private boolean quoted;

  ArffTokens(String line, int from) {
    this.line = line;
    this.position = from;
  }

  /** Whether nothing but blanks or a comment follows. */
  boolean atEnd() {
    skipBlanks();
    return position == line.length() || line.charAt(position) == '%';
  }

  /** Takes one character, after blanks, if it comes next. */
  boolean take(char wanted) {
    skipBlanks();
    boolean found = position < line.length() && line.charAt(position) == wanted;
    position += found ? 1 : 0;
    return found;
  }

  String next() throws MalformedTextException {
    skipBlanks();
    if (position == line.length()) {
      throw new MalformedTextException("ends too early");
    }
    char first = line.charAt(position);
    quoted = first == '\'' || first == '"';
    return quoted ? quotedBy(first) : bare();
  }

  /** Whether the last word was quoted. A quoted question mark is a text, not a missing value. */
  boolean quoted() {
    return quoted;
  }

  /** What separates two values: a comma, or blanks alone. */
  void separator() throws MalformedTextException {
    int before = position;
    if (!take(',') && position == before) {
      throw new MalformedTextException("has no comma after a value");
    }
  }

  private String bare() throws MalformedTextException {
    int from = position;
    while (position < line.length() && !ends(line.charAt(position))) {
      position++;
    }
    if (from == position) {
      throw new MalformedTextException("has a value that is empty");
    }
    return line.substring(from, position);
  }

  private static boolean ends(char each) {
    return each == ',' || each == '{' || each == '}' || isBlank(each);
  }

  private String quotedBy(char quote) throws MalformedTextException {
    StringBuilder text = new StringBuilder();
    for (position++; position < line.length(); position++) {
      char each = line.charAt(position);
      if (each == quote) {
        position++;
        return text.toString();
      }
      boolean escaped = each == '\\' && position + 1 < line.length();
      text.append(escaped ? unescaped(line.charAt(++position)) : each);
    }
    throw new MalformedTextException("has a quote that does not end");
  }

  private static char unescaped(char each) {
    return switch (each) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> each;
    };
  }

  private void skipBlanks() {
    while (position < line.length() && isBlank(line.charAt(position))) {
      position++;
    }
  }

  private static boolean isBlank(char each) {
    return each == ' ' || each == '\t';
  }
}
