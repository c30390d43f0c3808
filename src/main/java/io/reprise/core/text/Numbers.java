package io.reprise.core.text;

import java.util.Locale;

/** Numbers as archives write them: decimal, infinite, or missing ({@code ?}, NaN or nothing). */
final class Numbers {

  private Numbers() {}

  static float single(String text) throws MalformedTextException {
    String stripped = text.strip();
    if (isDecimal(stripped)) {
      try {
        return Float.parseFloat(stripped);
      } catch (NumberFormatException e) {
        throw noNumber(text);
      }
    }
    return (float) special(stripped);
  }

  /** NaN where the number is missing. */
  static double number(String text) throws MalformedTextException {
    String stripped = text.strip();
    if (isDecimal(stripped)) {
      try {
        return Double.parseDouble(stripped);
      } catch (NumberFormatException e) {
        throw noNumber(text);
      }
    }
    return special(stripped);
  }

  /** Java alone would take 1f, 1d and 0x1p3 for numbers, too. */
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean decimal =
          (each >= '0' && each <= '9')
              || each == '.'
              || each == '-'
              || each == '+'
              || each == 'e'
              || each == 'E';
      if (!decimal) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static double special(String text) throws MalformedTextException {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    return switch (text.substring(signed ? 1 : 0).toLowerCase(Locale.ROOT)) {
      case "", "?" -> missing(text, signed);
      case "nan" -> Double.NaN;
      case "inf", "infinity" ->
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      default -> throw noNumber(text);
    };
  }

  private static double missing(String text, boolean signed) throws MalformedTextException {
    if (signed) {
      throw noNumber(text);
    }
    return Double.NaN;
  }

  private static MalformedTextException noNumber(String text) {
    return new MalformedTextException("holds %s where a number belongs", text);
  }
}
