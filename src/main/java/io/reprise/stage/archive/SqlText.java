package io.reprise.stage.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression of Spark SQL, read token by token as Spark's lexer does. */
final class SqlText {

  /** The last of them makes the name of a function out of a text. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?<!\\w)[`\"]?(java_method|try_reflect|reflect|identifier)[`\"]?\\s*+\\(",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NAME = Pattern.compile("[`\"]\\w++[`\"]");

  private final String text;
  private final StringBuilder code = new StringBuilder();
  private int at;

  private SqlText(String text) {
    this.text = text;
  }

  /** The first function called that would run code of Java's. */
  static Optional<String> calledForbidden(String expression) {
    Matcher found = FORBIDDEN.matcher(new SqlText(expression).code());
    return found.find() ? Optional.of(found.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /** The expression without texts and comments. */
  private String code() {
    while (at < text.length()) {
      if (text.startsWith("--", at)) {
        skip(endOfLine());
      } else if (text.startsWith("/*", at)) {
        skip(endOfComment());
      } else if ("'\"`".indexOf(text.charAt(at)) >= 0) {
        quoted();
      } else {
        code.append(text.charAt(at++));
      }
    }
    return code.toString();
  }

  private void skip(int end) {
    code.append(' ');
    at = end;
  }

  private int endOfLine() {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** Spark may see one comment within another, and so skip more, but never less. */
  private int endOfComment() {
    int end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length() : end + 2;
  }

  /** Leaves a text out, but not a quoted name, which may be that of a function. */
  private void quoted() {
    int end = endOfQuoted(isRaw());
    String token = text.substring(at, end);
    code.append(NAME.matcher(token).matches() ? token : " ");
    at = end;
  }

  /** Whether an r stands before the quote, so that a backslash is one. */
  private boolean isRaw() {
    boolean letter = at > 0 && Character.toLowerCase(text.charAt(at - 1)) == 'r';
    return text.charAt(at) == '`' || (letter && (at == 1 || !isPartOfName(text.charAt(at - 2))));
  }

  private static boolean isPartOfName(char each) {
    return Character.isLetterOrDigit(each) || each == '_';
  }

  private int endOfQuoted(boolean raw) {
    char quote = text.charAt(at);
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += !raw && text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), end + 1);
  }
}
