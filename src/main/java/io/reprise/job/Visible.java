package io.reprise.job;

import io.reprise.config.Secrets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Text of others as a terminal may show it. Control characters would forge lines and colours, a
 * long name would push everything else off the screen, and a secret is nobody's business. What is
 * too long loses its middle.
 */
final class Visible {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_ARGUMENT = 200;
  private static final int LONGEST_SENTENCE = 2000;

  private Visible() {}

  /** A cell of a table. */
  static String name(String text) {
    return shown(text, LONGEST_NAME);
  }

  /** A part of a line. */
  static String argument(String text) {
    return shown(text, LONGEST_ARGUMENT);
  }

  static String sentence(String text) {
    return shown(text, LONGEST_SENTENCE);
  }

  /** Text of our own, of any length and with ends of lines, but made of that of others. */
  static String lines(String text) {
    return Arrays.stream(Secrets.hidden(text).split("\n", -1))
        .map(Visible::escaped)
        .collect(Collectors.joining("\n"));
  }

  /** Secrets go first, for what is cut in two is not found. */
  private static String shown(String text, int most) {
    return escaped(shortened(Secrets.hidden(String.valueOf(text)), most));
  }

  /** Every character that does not show, as Java would write it. */
  private static String escaped(String text) {
    if (text.chars().noneMatch(Visible::moves)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.chars().forEach(each -> append(shown, (char) each));
    return shown.toString();
  }

  private static void append(StringBuilder shown, char each) {
    switch (each) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (moves(each)) {
          shown.append("\\u%04x".formatted((int) each));
        } else {
          shown.append(each);
        }
      }
    }
  }

  /** Whether it moves the cursor, ends the line, or turns the direction of what follows. */
  private static boolean moves(int each) {
    return Character.isISOControl(each)
        || (each >= 0x2028 && each <= 0x202e)
        || (each >= 0x2066 && each <= 0x2069);
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int head = most / 2;
    int tail = text.length() - (most - head - 1);
    return text.substring(0, head - (Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0))
        + "…"
        + text.substring(tail + (Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0));
  }
}
