package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"report-data\">(.*?)</script>", Pattern.DOTALL);

  @Test
  void needsNothingBesideIt() {
    String page = HtmlPage.render("Pumps", "{}");

    assertThat(page)
        .as("nothing is fetched: no address in src, href, url() or @import")
        .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?\\s*(https?:|//)")
        .doesNotContainPattern("(?i)url\\(\\s*[\"']?(https?:|//)")
        .doesNotContainPattern("(?i)@import|<script[^>]*\\ssrc|<link[^>]*stylesheet")
        .as("and the browser is told to refuse it")
        .contains(
            "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\"");
  }

  @Test
  void holdsEveryPart() {
    String page = HtmlPage.render("Pumps", "{}");

    assertThat(page)
        .as("uPlot with its licence, the style sheet and the scripts")
        .contains(
            "var uPlot=function()", "Permission is hereby granted", "--record:", "const Charts")
        .as("no placeholder is left")
        .doesNotContainPattern("\\{\\{[A-Za-z./]+}}");
  }

  @Test
  void scriptsDoNotEndEarly() {
    String page = HtmlPage.render("Pumps", "{}");

    assertThat(page.split("<script", -1))
        .as("as many scripts opened as closed")
        .hasSameSizeAs(page.split("</script>", -1));
  }

  @Test
  void dataCannotBreakOut() {
    String page =
        HtmlPage.render("Pumps", "{\"series\":\"</script><!--<b>x{{title}}$1\\\\u0041\"}");

    assertThat(dataOf(page))
        .as("the same JSON, with every < escaped, and neither placeholders nor $ replaced")
        .isEqualTo("{\"series\":\"\\u003c/script>\\u003c!--\\u003cb>x{{title}}$1\\\\u0041\"}");
  }

  @Test
  void titleIsText() {
    String page = HtmlPage.render("</title><b>A & B {{data}}", "{}");

    assertThat(page)
        .contains("<title>&lt;/title&gt;&lt;b&gt;A &amp; B {{data}}</title>")
        .contains("<span id=\"title\">&lt;/title&gt;&lt;b&gt;A &amp; B {{data}}</span>")
        .as("a title is not a place for data")
        .doesNotContain("</title><b>");
  }

  private static String dataOf(String page) {
    Matcher matcher = DATA.matcher(page);
    assertThat(matcher.find()).as("the page holds the data").isTrue();
    return matcher.group(1);
  }
}
