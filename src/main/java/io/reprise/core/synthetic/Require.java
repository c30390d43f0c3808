package io.reprise.core.synthetic;

import java.util.Locale;

/** Argument checks whose messages name the argument, its value and the mend. */
final class Require {
  private Require() {}

  static void that(boolean valid, String message, Object... arguments) {
    if (!valid) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
    }
  }

  static void atLeast(int minimum, String name, int value) {
    that(value >= minimum, "%s is %d. Use %d or more", name, value, minimum);
  }

  static void atMost(int maximum, String name, int value) {
    that(value <= maximum, "%s is %d. Use %d or less", name, value, maximum);
  }

  static void fraction(String name, double value) {
    that(value >= 0 && value <= 1, "%s is %s. Use a fraction from 0 to 1", name, value);
  }

  static void index(String name, int value, int size) {
    that(value >= 0 && value < size, "%s %d does not exist. Use 0 to %d", name, value, size - 1);
  }
}
