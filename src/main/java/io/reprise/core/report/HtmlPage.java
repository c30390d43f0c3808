package io.reprise.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report as one HTML file that needs nothing beside it: style, scripts, charts and data are all
 * inside, so that it can be mailed, archived, and opened without a network.
 */
public final class HtmlPage {

  /** {@code {{title}}}, {@code {{data}}}, or the file whose text comes here. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z./]+)}}");

  private HtmlPage() {}

  /**
   * Puts title and data into the static parts of the page.
   *
   * @param title plain text
   * @param dataJson a JSON document; whatever its strings hold stays data
   */
  public static String render(String title, String dataJson) {
    // One pass: a placeholder inside a value stays as it is.
    return PLACEHOLDER
        .matcher(resource("page.html"))
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "title" -> escapeText(title);
                      case "data" -> escapeScript(dataJson);
                      default -> resource(match.group(1));
                    }));
  }

  private static String escapeText(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** In JSON a {@code <} stands only inside strings, where the escape means the same. */
  private static String escapeScript(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String resource(String path) {
    try (InputStream stream = HtmlPage.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(
            "The report's " + path + " is missing from the jar: build it again with mvn package");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the report's " + path + " from the jar", e);
    }
  }
}
