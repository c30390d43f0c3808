package io.reprise.core.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A file of attributes and relations (ARFF), as Weka writes it. */
record ArffForm(List<ArffAttribute> attributes) implements TextForm {

  private static final String ATTRIBUTE = "@attribute";
  private static final String RELATION = "@relation";

  ArffForm {
    attributes = List.copyOf(attributes);
  }

  static ArffForm read(Iterator<String> lines) throws MalformedTextException {
    List<ArffAttribute> attributes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (lines.hasNext()) {
      String line = lines.next().strip();
      if (TextForm.isDataMark(line)) {
        return new ArffForm(attributes);
      }
      if (begins(line, ATTRIBUTE)) {
        ArffAttribute attribute = ArffAttribute.read(new ArffTokens(line, ATTRIBUTE.length()));
        if (!names.add(attribute.name().toLowerCase(Locale.ROOT))) {
          throw new MalformedTextException("declares %s twice", attribute.name());
        }
        attributes.add(attribute);
      } else if (!line.isEmpty() && !line.startsWith("%") && !begins(line, RELATION)) {
        throw new MalformedTextException("has a line before @data that is no header: %s", line);
      }
    }
    throw new MalformedTextException("has no line @data");
  }

  private static boolean begins(String line, String keyword) {
    return line.regionMatches(true, 0, keyword, 0, keyword.length())
        && line.length() > keyword.length()
        && Character.isWhitespace(line.charAt(keyword.length()));
  }

  @Override
  public List<TextColumn> columns() {
    List<TextColumn> columns = new ArrayList<>();
    int texts = 0;
    for (ArffAttribute attribute : attributes) {
      boolean text = attribute.kind() == TextColumn.Kind.TEXT;
      columns.add(
          new TextColumn(
              attribute.name(), attribute.kind(), text ? texts : columns.size() - texts));
      texts += text ? 1 : 0;
    }
    return List.copyOf(columns);
  }

  @Override
  public boolean headed() {
    return true;
  }

  @Override
  public String comment() {
    return "%";
  }

  @Override
  public LineParser parser() {
    return new ArffParser(this);
  }
}
