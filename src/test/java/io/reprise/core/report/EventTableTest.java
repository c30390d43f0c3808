package io.reprise.core.report;

import static io.reprise.core.report.SamplePages.LARGE;
import static io.reprise.core.report.SamplePages.PUMPS;
import static io.reprise.core.report.SamplePages.assertShows;
import static io.reprise.core.report.SamplePages.column;
import static io.reprise.core.report.SamplePages.minutes;
import static io.reprise.core.report.SamplePages.shownEvents;
import static io.reprise.core.report.SamplePages.title;
import static io.reprise.core.report.SamplePages.waitForTitle;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of events, and the event that is looked at, in a browser. */
class EventTableTest {

  @TempDir private static Path directory;

  @AutoClose private static SamplePages pages;

  @BeforeAll
  static void start() {
    pages = new SamplePages(directory);
  }

  @Test
  void everyColumnSortsBothWays() throws IOException {
    Page page = pages.open(PUMPS);
    page.locator("#all-events").click();
    assertSorts(page, "Series", Comparator.comparing(Event::series), false);
    assertSorts(page, "Severity", Comparator.comparingDouble(Event::severity), true);
    assertSorts(page, "When (UTC)", Comparator.comparingLong(Event::start), false);
    assertSorts(page, "Lasted", Comparator.comparingLong(e -> e.end() - e.start()), true);
    assertSorts(page, "Peak error", Comparator.comparingDouble(Event::peak), true);
    assertSorts(
        page, "Driven by", Comparator.comparing(e -> String.join(",", e.features())), false);
  }

  /** The first click sorts as one would want to read the column, the second the other way. */
  private static void assertSorts(
      Page page, String column, Comparator<Event> rising, boolean fallingFirst) {
    for (boolean falling : new boolean[] {fallingFirst, !fallingFirst}) {
      Locator head = page.locator("#event-table th").getByText(column);
      head.focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#event-table th[aria-sort]").textContent()).isEqualTo(column);
      assertThat(page.locator("#event-table th[aria-sort]").getAttribute("aria-sort"))
          .isEqualTo(falling ? "descending" : "ascending");
      Comparator<Event> order = falling ? rising.reversed() : rising;
      assertThat(shownEvents(page))
          .as("by %s, %s", column, falling ? "falling" : "rising")
          .hasSize(PUMPS.events().size())
          .isSortedAccordingTo(order);
    }
  }

  @Test
  void filtersNarrowTheTable() throws IOException {
    Page page = pages.open(PUMPS);
    page.locator("#all-events").click();
    page.locator("#filter").fill("pump-2");
    assertShows(page, event -> event.series().equals("pump-2"));
    page.locator("#filter").fill("2024-01-2 pump-2");
    assertShows(
        page,
        event -> event.series().equals("pump-2") && minutes(event.start()).startsWith("2024-01-2"));
    page.locator("#clear").click();
    assertShows(page, event -> true);
    page.locator("#feature").selectOption("vibration");
    assertShows(page, event -> event.features().contains("vibration"));
    page.locator("#least").fill("7.5");
    assertShows(page, event -> event.features().contains("vibration") && event.severity() >= 7.5);
    assertThat(page.locator("#least-value").textContent()).isEqualTo("7.5");
    page.locator("#filter").fill("nowhere");
    assertShows(page, event -> false);
    assertThat(page.locator("#shown").textContent()).isEqualTo("0 of 0 events");
  }

  @Test
  void theTableSaysWhatItLeavesOut() throws IOException {
    Page page = pages.open(LARGE);
    assertThat(page.locator("#shown").textContent()).isEqualTo("12 of 1,000 events");
    assertThat(page.locator("#events-csv").textContent())
        .isEqualTo(
            "The worst 1,000 of 12,000 events are listed. All are in events.csv beside this page.");
    page.locator("#all-events").click();
    assertThat(page.locator("#event-table tbody tr").count()).isEqualTo(1000);
    assertThat(page.locator("#map-hint").textContent()).startsWith("The 200 worst of 5,000 series");
  }

  @Test
  void keysStepThroughTheEventsAsTheyAreListed() throws IOException {
    Page page = pages.open(PUMPS);
    List<Event> events = PUMPS.events();
    assertThat(title(page)).as("the worst at first").startsWith(events.get(0).series());
    assertThat(page.locator("#previous").isDisabled()).isTrue();
    page.keyboard().press("n");
    waitForTitle(page, events.get(1));
    page.keyboard().press("n");
    waitForTitle(page, events.get(2));
    page.keyboard().press("p");
    waitForTitle(page, events.get(1));
    page.locator("#next").click();
    waitForTitle(page, events.get(2));
    assertThat(page.locator("#event-place").textContent()).isEqualTo("3 of 44 listed");
    page.locator("#filter").pressSequentially("pn");
    waitForTitle(page, events.get(2));
    page.locator("#filter").fill("pump-2");
    List<Event> listed = events.stream().filter(e -> e.series().equals("pump-2")).toList();
    page.locator("#event-table tbody a").first().focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    waitForTitle(page, listed.get(1));
    page.keyboard().press("n");
    waitForTitle(page, listed.get(2));
    assertThat(page.locator("tr[aria-current]").textContent()).startsWith("pump-2");
  }

  @Test
  void theAddressNamesTheEvent() throws IOException {
    Page page = pages.open(PUMPS);
    page.navigate(pages.write(PUMPS).toUri() + "#event-5");
    page.reload();
    waitForTitle(page, PUMPS.events().get(5));
    page.locator("#event-table tbody tr").nth(7).click();
    waitForTitle(page, PUMPS.events().get(7));
    page.goBack();
    waitForTitle(page, PUMPS.events().get(5));
  }

  @Test
  void anEventShowsRecordAgainstReplayByFeature() throws IOException {
    Page page = pages.open(PUMPS);
    Event event = PUMPS.events().get(0);
    page.waitForFunction("() => document.querySelectorAll('#event-body canvas').length === 7");
    List<String> captions = page.locator("#event-body .caption b").allTextContents();
    assertThat(captions.get(0)).startsWith("Error of " + event.series());
    assertThat(captions.subList(1, 4))
        .as("what drives it comes first")
        .startsWith(event.features().toArray(String[]::new))
        .containsExactlyInAnyOrder("pressure", "temperature", "vibration");
    assertThat(page.locator("#event-body .facts").textContent()).contains(" × threshold");
    page.locator("#all-events").click();
    page.locator("#event-table tbody tr").last().click();
    waitForTitle(page, PUMPS.events().get(43));
    assertThat(page.locator("#event-body .hint").textContent())
        .isEqualTo(
            "Record against replay is drawn for the 12 worst events (report.replays), and this is"
                + " not one of them.");
  }

  @Test
  void chartsZoomTogether() throws IOException {
    Page page = pages.open(PUMPS);
    page.waitForFunction("() => document.querySelectorAll('#event-body canvas').length === 7");
    Locator record = page.locator("#event-body .plot").nth(1).locator(".u-over").first();
    record.scrollIntoViewIfNeeded();
    String whole = readAtLeftEdge(page, record);
    BoundingBox box = record.boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + 40);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.75, box.y + 40);
    page.mouse().up();
    String zoomed = readAtLeftEdge(page, record);
    assertThat(zoomed).as("later than before").isGreaterThan(whole);
    assertThat(readouts(page)).as("all features alike").allMatch(zoomed::equals);
    page.locator("#event-body .plot").nth(1).focus();
    page.keyboard().press("Escape");
    assertThat(readAtLeftEdge(page, record)).isEqualTo(whole);
    page.mouse().move(box.x + box.width / 2, box.y + 20);
    page.keyboard().press("+");
    assertThat(readAtLeftEdge(page, record)).isGreaterThan(whole);
    page.keyboard().press("-");
    page.keyboard().press("-");
    assertThat(readAtLeftEdge(page, record)).isEqualTo(whole);
  }

  /** The time that the chart reads out there. */
  private static String readAtLeftEdge(Page page, Locator chart) {
    BoundingBox box = chart.boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + 20);
    page.mouse().move(box.x + 2, box.y + 20);
    return readouts(page).get(0);
  }

  private static List<String> readouts(Page page) {
    return page.locator("#event-body .plot:nth-of-type(n+3) .readout").allTextContents().stream()
        .map(text -> text.substring(0, 16))
        .toList();
  }
}
