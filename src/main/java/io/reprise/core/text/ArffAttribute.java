package io.reprise.core.text;

import java.io.Serializable;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An attribute as ARFF declares it; nominal values are texts of a closed list. */
record ArffAttribute(String name, TextColumn.Kind kind, List<String> values, String pattern)
    implements Serializable {

  private static final String ISO = "yyyy-MM-dd'T'HH:mm:ss";

  ArffAttribute {
    values = List.copyOf(values);
  }

  /** Reads what follows {@code @attribute}. */
  static ArffAttribute read(ArffTokens tokens) throws MalformedTextException {
    String name = tokens.next();
    if (tokens.take('{')) {
      return new ArffAttribute(name, TextColumn.Kind.TEXT, nominal(tokens), "");
    }
    String type = tokens.next();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "numeric", "real", "integer" -> of(name, TextColumn.Kind.NUMBER, "");
      case "string" -> of(name, TextColumn.Kind.TEXT, "");
      case "date" -> of(name, TextColumn.Kind.TIME, known(tokens.atEnd() ? ISO : tokens.next()));
      default ->
          throw new MalformedTextException(
              "declares %s as %s; numeric, nominal, string and date are read", name, type);
    };
  }

  private static ArffAttribute of(String name, TextColumn.Kind kind, String pattern) {
    return new ArffAttribute(name, kind, List.of(), pattern);
  }

  private static String known(String pattern) throws MalformedTextException {
    try {
      return new SimpleDateFormat(pattern, Locale.ROOT).toPattern();
    } catch (IllegalArgumentException e) {
      throw new MalformedTextException("declares dates by %s, which is no pattern", pattern);
    }
  }

  private static List<String> nominal(ArffTokens tokens) throws MalformedTextException {
    List<String> values = new ArrayList<>();
    while (!tokens.take('}')) {
      values.add(tokens.next());
      tokens.take(',');
    }
    return values;
  }
}
