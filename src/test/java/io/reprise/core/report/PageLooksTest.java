package io.reprise.core.report;

import static io.reprise.core.report.SamplePages.BEATS;
import static io.reprise.core.report.SamplePages.LARGE;
import static io.reprise.core.report.SamplePages.PUMPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours, paper and small screens, in a browser. */
class PageLooksTest {

  /** What is left of A4 between the margins, in pixels. */
  private static final int PAPER_WIDTH = 687;

  private static final int PAPER_HEIGHT = 1016;

  @TempDir private static Path directory;

  @AutoClose private static SamplePages pages;

  @BeforeAll
  static void start() {
    pages = new SamplePages(directory);
  }

  @Test
  void darkAndLightAreReadable() throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page =
          pages.opened(PUMPS, new Browser.NewContextOptions().setColorScheme(scheme)).page();
      boolean dark = scheme == ColorScheme.DARK;
      assertThat(luminance(page, "page")).as("ground").matches(value -> value < 0.5 == dark);
      for (String ink : List.of("ink", "muted", "record", "error", "flag")) {
        assertThat(contrast(page, ink, "card")).as("%s in %s", ink, scheme).isGreaterThan(4.5);
      }
      assertThat(contrast(page, "replay", "card")).as("a line").isGreaterThan(3);
      double last = luminance(page, "quiet");
      for (int step = 1; step <= 5; step++) {
        double next = luminance(page, "severity-" + step);
        assertThat(dark ? next - last : last - next)
            .as("severity %d of 5 is told from the one before without colour", step)
            .isGreaterThan(0.02);
        last = next;
      }
      page.locator("#theme").click();
      assertThat(luminance(page, "page")).as("switched").matches(value -> value < 0.5 != dark);
      // Chromium keeps what a page remembers when it gets round to it.
      await("remembered")
          .pollInSameThread()
          .untilAsserted(
              () -> {
                page.reload();
                assertThat(luminance(page, "page")).matches(value -> value < 0.5 != dark);
              });
    }
  }

  /** Relative luminance as WCAG defines it. */
  private static double luminance(Page page, String colour) {
    return ((Number)
            page.evaluate(
                """
                name => {
                  const text = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
                  const part = (i) => parseInt(text.slice(i, i + 2), 16) / 255;
                  const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                  return 0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5));
                }
                """,
                colour))
        .doubleValue();
  }

  private static double contrast(Page page, String ink, String ground) {
    double one = luminance(page, ink) + 0.05;
    double other = luminance(page, ground) + 0.05;
    return Math.max(one, other) / Math.min(one, other);
  }

  @Test
  void paperShowsTheWorstEventsAndCutsNothingOff() throws IOException {
    for (SamplePage sample : List.of(PUMPS, BEATS, LARGE)) {
      Page page = pages.open(sample);
      page.setViewportSize(PAPER_WIDTH, PAPER_HEIGHT);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      page.evaluate("() => dispatchEvent(new Event('beforeprint'))");
      assertThat(page.locator(".printed h3").count()).isEqualTo(3);
      assertThat(page.locator(".printed canvas").count()).isGreaterThan(5);
      assertThat(page.locator("#theme").isVisible()).as("a button on paper").isFalse();
      assertThat(cutOff(page)).as("wider than the paper: %s", page.url()).isEmpty();
      assertThat(tallest(page)).as("a chart is not cut by a page's end").isLessThan(PAPER_HEIGHT);
      page.evaluate("() => dispatchEvent(new Event('afterprint'))");
      assertThat(page.locator(".printed").count()).isZero();
      assertThat(page.pdf()).hasSizeGreaterThan(20_000);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> cutOff(Page page) {
    return (List<String>)
        page.evaluate(
            """
            () => [...document.querySelectorAll('main *, header *')]
              .filter((e) => e.offsetParent !== null && e.getBoundingClientRect().right > innerWidth + 1)
              .map((e) => e.tagName + '.' + e.className + '#' + e.id + ' ' + e.getBoundingClientRect().right)
            """);
  }

  private static double tallest(Page page) {
    return ((Number)
            page.evaluate(
                "() => Math.max(...[...document.querySelectorAll('.uplot')].map((e) =>"
                    + " e.getBoundingClientRect().height))"))
        .doubleValue();
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() throws IOException {
    for (SamplePage sample : List.of(PUMPS, BEATS, LARGE)) {
      Page page =
          pages.opened(sample, new Browser.NewContextOptions().setViewportSize(390, 844)).page();
      assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
          .isLessThanOrEqualTo(390);
    }
  }
}
