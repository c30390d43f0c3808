package io.reprise.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in text that leaves the process. Repetitions are bounded or possessive, so that no
 * text takes long.
 */
public final class Secrets {

  public static final String HIDDEN = "(hidden)";

  /** What makes a name that of a secret wherever it stands in it. */
  private static final Pattern PART =
      Pattern.compile(
          "pass(word|wd|phrase|code)|secret|token|credential|authorization|signature"
              + "|(access|account|private|api|session|encryption|storage|shared|master)[-._]?key");

  /** What does so only as a whole word, for a path begins with pat, and an author with auth. */
  private static final Set<String> WORDS =
      Set.of(
          "pass", "pwd", "pw", "pat", "auth", "bearer", "cookie", "cookies", "sig", "sas", "jwt");

  /** A capital letter begins a word, and so does what follows several of them: {@code dbPwd}. */
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]++|[A-Z]++(?![a-z])");

  /** A port is no password: {@code hdfs://node:8020/a@b}. */
  private static final Pattern USER_AND_PASSWORD =
      Pattern.compile(
          "(?<=://)[^/@\\s:?#]{0,256}:(?!\\d{1,5}(?:[/,?\\s]|$))[^\\s@]{0,256}@(?:[^\\s/@]{0,256}@){0,8}");

  /** In the addresses of Azure's file systems a container stands where others have a user. */
  private static final Pattern USER =
      Pattern.compile("(?<!abfs|abfss|wasb|wasbs)://[^/@\\s:?#]{1,256}@");

  private static final Pattern ORACLE =
      Pattern.compile("(?i)(jdbc:oracle:[a-z]{1,16}:)[^/@\\s]{1,256}/[^@\\s]{1,256}@");

  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)(\\bauthorization\"?\\s{0,9}[:=]\\s{0,9}\"?(?:[a-z]{1,16}\\s{1,9})?|\\bbearer\\s{1,9})"
              + "(?!\\(hidden\\))[\\w.~+/=-]{8,}+");

  /**
   * {@code name=value} in an address, a list of options, a message or a line of configuration; but
   * first, without a group, the directory of a partition, which is none.
   */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?<=/)[\\w.-]++=[^/?&;,=\\s\"'<>]*+(?=/)"
              + "|(?<![\\w.-])([\\w.-]++)(\"?+\\s*+=\\s*+)(?![\"']?\\(hidden\\))"
              + "(?:\"[^\"]*+\"|'[^']*+'|[^&;\\s\"'<>]*+)");

  /** {@code "name": "value"}, as in JSON. */
  private static final Pattern QUOTED =
      Pattern.compile("\"([\\w.-]++)\"(\\s*+:\\s*+)\"(?!\\(hidden\\))[^\"]*+\"");

  private Secrets() {}

  /** Whether a value of this name is a secret. */
  public static boolean isNamedBy(String name) {
    if (PART.matcher(name.toLowerCase(Locale.ROOT)).find()) {
      return true;
    }
    return WORD.matcher(name)
        .results()
        .anyMatch(word -> WORDS.contains(word.group().toLowerCase(Locale.ROOT)));
  }

  /**
   * The text without the users and passwords of its addresses and without the values that have a
   * name of a secret.
   */
  public static String hidden(String text) {
    if (text == null || text.isEmpty()) {
      return text;
    }
    String shown = USER_AND_PASSWORD.matcher(text).replaceAll(HIDDEN + "@");
    shown = USER.matcher(shown).replaceAll("://" + HIDDEN + "@");
    shown = ORACLE.matcher(shown).replaceAll("$1" + HIDDEN + "@");
    shown = HEADER.matcher(shown).replaceAll("$1" + HIDDEN);
    shown = QUOTED.matcher(shown).replaceAll(match -> quoted(match));
    return ASSIGNED.matcher(shown).replaceAll(match -> assigned(match));
  }

  private static String quoted(MatchResult match) {
    return Matcher.quoteReplacement(
        isNamedBy(match.group(1))
            ? "\"" + match.group(1) + "\"" + match.group(2) + "\"" + HIDDEN + "\""
            : match.group());
  }

  /** A full stop, a colon or a bracket after the value belongs to the sentence around it. */
  private static String assigned(MatchResult match) {
    String whole = match.group();
    if (match.group(1) == null || !isNamedBy(match.group(1))) {
      return Matcher.quoteReplacement(whole);
    }
    int end = whole.length();
    while (".,:)]}".indexOf(whole.charAt(end - 1)) >= 0) {
      end--;
    }
    return Matcher.quoteReplacement(
        match.group(1) + match.group(2) + HIDDEN + whole.substring(end));
  }
}
