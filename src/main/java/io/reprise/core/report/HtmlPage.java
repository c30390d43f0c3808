package io.reprise.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report as one HTML file that needs nothing beside it: style, scripts, charts and data are all
 * inside, so that it can be mailed, archived, and opened without a network.
 */
public final class HtmlPage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z.]+)}}");

  private static final Map<String, String> PARTS =
      Map.of(
          "uplot.css", "uplot/uPlot.min.css",
          "uplot.js", "uplot/uPlot.iife.min.js",
          "uplot.license", "uplot/LICENSE",
          "page.css", "page.css",
          "base.js", "base.js",
          "charts.js", "charts.js",
          "plots.js", "plots.js",
          "page.js", "page.js");

  private HtmlPage() {}

  /**
   * Joins the page's static parts with its title and data.
   *
   * @param title plain text
   * @param dataJson a JSON document; whatever its strings hold stays data
   */
  public static String render(String title, String dataJson) {
    Map<String, String> values = new HashMap<>();
    PARTS.forEach((name, path) -> values.put(name, resource(path)));
    values.put("title", escapeText(title));
    values.put("data", escapeScript(dataJson));
    return fill(resource("page.html"), values);
  }

  /** One pass: a placeholder inside a value stays as it is. */
  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(valueOf(match.group(1), values)));
  }

  private static String valueOf(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "page.html asks for {{" + name + "}}, which HtmlPage does not know: add it to PARTS");
    }
    return value;
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
