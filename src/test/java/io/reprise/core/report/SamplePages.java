package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.reprise.Chromium;
import io.reprise.core.series.Microseconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Sample pages, and a browser that opens them. */
final class SamplePages implements AutoCloseable {

  static final SamplePage PUMPS = SamplePage.of(6, 3, true, 44);
  static final SamplePage BEATS = SamplePage.of(1, 1, false, 30);
  static final SamplePage STEPS = SamplePage.ofSteps(3, 20);
  static final SamplePage QUIET = SamplePage.of(3, 3, true, 0);
  static final SamplePage LARGE = SamplePage.of(5000, 38, true, 12_000);

  private final Path directory;
  private final Chromium chromium = Chromium.start();

  SamplePages(Path directory) {
    this.directory = directory;
  }

  Path write(SamplePage sample) throws IOException {
    Path file = directory.resolve(sample.series() + "-" + sample.events().size() + ".html");
    return Files.exists(file) ? file : Files.writeString(file, sample.html());
  }

  Chromium.Opened opened(SamplePage sample, Browser.NewContextOptions options) throws IOException {
    return chromium.open(write(sample), options);
  }

  Page open(SamplePage sample) throws IOException {
    return opened(sample, new Browser.NewContextOptions().setViewportSize(1280, 900)).page();
  }

  static List<String> column(Page page, int number) {
    return page.locator("#event-table tbody td:nth-child(" + number + ")").allTextContents();
  }

  static String title(Page page) {
    return page.locator("#event-title").textContent();
  }

  static void waitForTitle(Page page, Event event) {
    page.waitForFunction(
        "text => document.getElementById('event-title').textContent.startsWith(text)",
        event.series() + (event.timed() ? ", " + minutes(event.start()) : ""));
  }

  static String minutes(long micros) {
    return Microseconds.instant(micros).toString().substring(0, 16).replace('T', ' ');
  }

  /** The events of the rows, which their links number. */
  static List<Event> shownEvents(Page page) {
    return page.locator("#event-table tbody a").all().stream()
        .map(link -> link.getAttribute("href").replace("#event-", ""))
        .map(number -> PUMPS.events().get(Integer.parseInt(number)))
        .toList();
  }

  static void assertShows(Page page, Predicate<Event> which) {
    assertThat(shownEvents(page))
        .containsExactlyElementsOf(PUMPS.events().stream().filter(which).toList());
  }

  @Override
  public void close() {
    chromium.close();
  }
}
