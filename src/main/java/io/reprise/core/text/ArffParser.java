package io.reprise.core.text;

import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/** Reads dense and sparse lines of ARFF. A value that is not declared is malformed. */
final class ArffParser implements TextForm.LineParser {

  private static final float[][] NONE = {};

  private final List<ArffAttribute> attributes;
  private final int[] slots;
  private final List<Set<String>> nominal;
  private final SimpleDateFormat[] dates;
  private final int texts;

  ArffParser(ArffForm form) {
    attributes = form.attributes();
    slots = form.columns().stream().mapToInt(TextColumn::slot).toArray();
    nominal = attributes.stream().<Set<String>>map(each -> new HashSet<>(each.values())).toList();
    dates = attributes.stream().map(ArffParser::date).toArray(SimpleDateFormat[]::new);
    texts = (int) attributes.stream().filter(each -> each.kind() == TextColumn.Kind.TEXT).count();
  }

  private static SimpleDateFormat date(ArffAttribute attribute) {
    if (attribute.kind() != TextColumn.Kind.TIME) {
      return null;
    }
    SimpleDateFormat format = new SimpleDateFormat(attribute.pattern(), Locale.ROOT);
    format.setTimeZone(TimeZone.getTimeZone("UTC"));
    format.setLenient(false);
    return format;
  }

  @Override
  public TextRow parse(String line) throws MalformedTextException {
    TextRow row = new TextRow(new double[attributes.size() - texts], new String[texts], NONE);
    ArffTokens tokens = new ArffTokens(line, 0);
    if (tokens.take('{')) {
      sparse(tokens, row);
    } else {
      dense(tokens, row);
    }
    if (!tokens.atEnd()) {
      throw new MalformedTextException("has more values than attributes");
    }
    return row;
  }

  private void dense(ArffTokens tokens, TextRow row) throws MalformedTextException {
    for (int i = 0; i < slots.length; i++) {
      if (i > 0) {
        tokens.separator();
      }
      set(row, i, tokens);
    }
  }

  /** What a sparse line leaves out is 0, or the first of the nominal values. */
  private void sparse(ArffTokens tokens, TextRow row) throws MalformedTextException {
    for (int i = 0; i < slots.length; i++) {
      if (attributes.get(i).kind() == TextColumn.Kind.TEXT && !nominal.get(i).isEmpty()) {
        row.texts()[slots[i]] = attributes.get(i).values().get(0);
      }
    }
    int last = -1;
    while (!tokens.take('}')) {
      if (last >= 0) {
        tokens.separator();
      }
      int index = index(tokens.next(), last);
      tokens.separator();
      set(row, index, tokens);
      last = index;
    }
  }

  private int index(String text, int last) throws MalformedTextException {
    int index;
    try {
      index = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      index = -1;
    }
    if (index <= last || index >= slots.length) {
      throw new MalformedTextException("has %s where the next attribute's number belongs", text);
    }
    return index;
  }

  private void set(TextRow row, int index, ArffTokens tokens) throws MalformedTextException {
    String text = tokens.next();
    boolean missing = !tokens.quoted() && text.equals("?");
    if (attributes.get(index).kind() == TextColumn.Kind.TEXT) {
      row.texts()[slots[index]] = missing ? null : declared(index, text);
    } else {
      row.numbers()[slots[index]] =
          missing
              ? Double.NaN
              : dates[index] == null ? Numbers.number(text) : micros(dates[index], text);
    }
  }

  private String declared(int index, String text) throws MalformedTextException {
    if (!nominal.get(index).isEmpty() && !nominal.get(index).contains(text)) {
      throw new MalformedTextException(
          "has %s, which %s does not declare", text, attributes.get(index).name());
    }
    return text;
  }

  @SuppressWarnings("JavaUtilDate") // The pattern in an ARFF header is one of SimpleDateFormat.
  private static double micros(SimpleDateFormat format, String text) throws MalformedTextException {
    ParsePosition position = new ParsePosition(0);
    Date date = format.parse(text, position);
    if (date == null || position.getIndex() < text.length()) {
      throw new MalformedTextException(
          "has %s where a date like %s belongs", text, format.toPattern());
    }
    return date.getTime() * 1000.0;
  }
}
