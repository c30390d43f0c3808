package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.reprise.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a reader meets it, in a browser. */
@Tag("once")
class ReportPageTest {

  private static final SamplePage PUMPS = SamplePage.of(6, 3, true, 44);
  private static final SamplePage BEATS = SamplePage.of(1, 1, false, 30);
  private static final SamplePage STEPS = SamplePage.ofSteps(3, 20);
  private static final SamplePage QUIET = SamplePage.of(3, 3, true, 0);
  private static final SamplePage LARGE = SamplePage.of(5000, 38, true, 12_000);

  /** What is left of A4 between the margins, in pixels. */
  private static final int PAPER_WIDTH = 687;

  private static final int PAPER_HEIGHT = 1016;

  private static final long MOST_BYTES = 5_000_000;

  @TempDir private static Path directory;

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Path write(SamplePage sample) throws IOException {
    Path file = directory.resolve(sample.series() + "-" + sample.events().size() + ".html");
    return Files.exists(file) ? file : Files.writeString(file, sample.html());
  }

  private static Chromium.Opened opened(SamplePage sample, Browser.NewContextOptions options)
      throws IOException {
    return chromium.open(write(sample), options);
  }

  private static Page open(SamplePage sample) throws IOException {
    return opened(sample, new Browser.NewContextOptions().setViewportSize(1280, 900)).page();
  }

  private static List<String> column(Page page, int number) {
    return page.locator("#event-table tbody td:nth-child(" + number + ")").allTextContents();
  }

  private static String title(Page page) {
    return page.locator("#event-title").textContent();
  }

  private static void waitForTitle(Page page, Event event) {
    page.waitForFunction(
        "text => document.getElementById('event-title').textContent.startsWith(text)",
        event.series() + (event.timed() ? ", " + minutes(event.start()) : ""));
  }

  private static String minutes(long micros) {
    return ReportJson.instant(micros).substring(0, 16).replace('T', ' ');
  }

  // ---- Opening -------------------------------------------------------------------------------

  @Test
  void opensWithoutAWordAndWithoutARequest() throws IOException {
    for (SamplePage sample : List.of(PUMPS, BEATS, STEPS, QUIET, LARGE)) {
      Chromium.Opened opened = opened(sample, new Browser.NewContextOptions());
      Page page = opened.page();
      page.locator("#all-events").dispatchEvent("click");
      page.keyboard().press("n");
      page.locator("#theme").click();
      page.pdf();
      assertThat(opened.said()).as("what the page of %s said", page.url()).isEmpty();
      assertThat(opened.requests())
          .as("what the page asked for")
          .contains(page.url().replaceFirst("#.*", ""))
          .allMatch(url -> url.startsWith("file://") || url.startsWith("data:"));
      page.close();
    }
  }

  @Test
  void oneSentenceSaysItAll() throws IOException {
    Event worst = PUMPS.events().get(0);
    assertThat(open(PUMPS).locator("h1").textContent())
        .startsWith(
            "Of 6 series between 2024-01-19 and 2024-01-28, 6 behaved abnormally: 44 events, the"
                + " worst in "
                + worst.series())
        .contains(minutes(worst.start()).substring(0, 10), minutes(worst.start()).substring(11))
        .endsWith(
            " (severity %.1f), driven by %s.".formatted(worst.severity(), worst.features().get(0)));
    assertThat(open(BEATS).locator("h1").textContent())
        .isEqualTo(
            "Of 2,000 sequences, 120 differ from what the model expects; the worst is %s (severity"
                    .formatted(BEATS.events().get(0).series())
                + " %.1f).".formatted(BEATS.events().get(0).severity()));
    assertThat(open(QUIET).locator("h1").textContent())
        .isEqualTo("Of 3 series between 2024-01-19 and 2024-01-28, none behaved abnormally.");
    assertThat(open(LARGE).locator("h1").textContent())
        .as("the events that are not listed count as well")
        .contains("12,000 events");
  }

  @Test
  void warningsComeFirst() throws IOException {
    Locator warnings = open(PUMPS).locator("#warnings li");
    assertThat(warnings.allTextContents()).hasSize(3).first().asString().contains("pump-9");
    assertThat(warnings.allTextContents()).last().asString().contains("drifted");
    assertThat(warnings.first().boundingBox().y).as("on the first screen").isLessThan(500);
  }

  @Test
  void sectionsWithoutContentAreNotThere() throws IOException {
    Page beats = open(BEATS);
    assertThat(beats.locator("#nav a").allTextContents())
        .containsExactly(
            "Events",
            "Event",
            "Typical",
            "Errors",
            "Training",
            "Threshold",
            "Evaluation",
            "Data quality",
            "Settings");
    assertThat(beats.locator("#map").isVisible()).as("no time, no map").isFalse();
    assertThat(beats.locator("#event-table th").allTextContents())
        .containsExactly("Series", "Severity", "Peak error");
    assertThat(open(QUIET).locator("#nav a").allTextContents())
        .startsWith("Map", "Errors")
        .doesNotContain("Events", "Event");
  }

  @Test
  void drawsWhatWasNotFlaggedAndTellsWhatTheReplayExplains() throws IOException {
    Page page = open(PUMPS);
    assertThat(page.locator("#typical h3").textContent())
        .startsWith(PUMPS.events().get(0).series());
    assertThat(page.locator("#typical .plot").count()).as("the first two features").isEqualTo(2);
    assertThat(page.locator("#agreement").textContent()).startsWith("The replay explains 90%");
    assertThat(open(QUIET).locator("#typical").isVisible()).isFalse();
  }

  @Test
  void aStepIsNamedWhereStepsWereJudged() throws IOException {
    Page page = open(STEPS);
    Event worst = STEPS.events().get(0);
    String where =
        worst.start() == worst.end()
            ? "step " + worst.start()
            : "steps %d to %d".formatted(worst.start(), worst.end());
    assertThat(page.locator("h1").textContent())
        .startsWith("Of 2,000 sequences, 20 have steps that the model does not expect; the worst")
        .contains("%s, %s (severity".formatted(worst.series(), where));
    assertThat(page.locator("#event-title").textContent()).isEqualTo(worst.series() + ", " + where);
    assertThat(column(page, 3).get(0)).isEqualTo(where);
    assertThat(page.locator("#event-table th").allTextContents()).contains("Where");
  }

  @Test
  void namesAreTextWhateverTheyHold() throws IOException {
    String name = "<img src=x onerror=alert(1)>{{data}}";
    Event event = PUMPS.events().get(0);
    SamplePage sample =
        new SamplePage(
            1,
            3,
            true,
            List.of(new Event(name, true, event.start(), event.end(), 2, 7.5, event.features())));
    Chromium.Opened opened = opened(sample, new Browser.NewContextOptions());
    assertThat(column(opened.page(), 1)).containsExactly(name);
    assertThat(opened.page().locator("h1").textContent()).contains("one event, in " + name);
    assertThat(opened.page().locator("img").count()).isZero();
    assertThat(opened.said()).isEmpty();
  }

  // ---- Events --------------------------------------------------------------------------------

  @Test
  void everyColumnSortsBothWays() throws IOException {
    Page page = open(PUMPS);
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

  /** The events of the rows, which their links number. */
  private static List<Event> shownEvents(Page page) {
    return page.locator("#event-table tbody a").all().stream()
        .map(link -> link.getAttribute("href").replace("#event-", ""))
        .map(number -> PUMPS.events().get(Integer.parseInt(number)))
        .toList();
  }

  @Test
  void filtersNarrowTheTable() throws IOException {
    Page page = open(PUMPS);
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

  private static void assertShows(Page page, Predicate<Event> which) {
    assertThat(shownEvents(page))
        .containsExactlyElementsOf(PUMPS.events().stream().filter(which).toList());
  }

  @Test
  void theTableSaysWhatItLeavesOut() throws IOException {
    Page page = open(LARGE);
    assertThat(page.locator("#shown").textContent()).isEqualTo("12 of 1,000 events");
    assertThat(page.locator("#events-csv").textContent())
        .isEqualTo(
            "The worst 1,000 of 12,000 events are listed. All are in events.csv beside this page.");
    page.locator("#all-events").click();
    assertThat(page.locator("#event-table tbody tr").count()).isEqualTo(1000);
    assertThat(page.locator("#map-hint").textContent()).startsWith("The 200 worst of 5,000 series");
  }

  // ---- Map -----------------------------------------------------------------------------------

  /** Where a time lies on the map, in the line of a series. */
  private static double[] placeOnMap(Page page, String series, long micros) {
    page.locator("#map-chart .u-over").scrollIntoViewIfNeeded();
    BoundingBox box = page.locator("#map-chart .u-over").boundingBox();
    SeverityMap map = PUMPS.data().map().orElseThrow();
    List<String> names = map.lines().stream().map(SeverityMap.Line::series).toList();
    double whole = (double) map.cells().count() * map.cells().width();
    return new double[] {
      box.x + box.width * (micros - map.cells().start()) / whole,
      box.y + box.height * (names.indexOf(series) + 0.5) / names.size()
    };
  }

  @Test
  void aCellOfTheMapLeadsToItsEvent() throws IOException {
    Page page = open(PUMPS);
    Event event = PUMPS.events().get(3);
    double[] place = placeOnMap(page, event.series(), event.start());
    page.mouse().move(place[0], place[1]);
    assertThat(page.locator("#map-chart .readout").textContent())
        .startsWith(event.series())
        .endsWith("severity %.1f".formatted(event.severity()));
    page.mouse().click(place[0], place[1]);
    waitForTitle(page, event);
    assertThat(page.url()).endsWith("#event-3");
  }

  @Test
  void aQuietCellListsItsSeries() throws IOException {
    Page page = open(PUMPS);
    page.locator("#all-events").click();
    SeverityMap map = PUMPS.data().map().orElseThrow();
    SeverityMap.Line line = map.lines().get(2);
    int quiet = 0;
    while (line.severities()[quiet] != 0) {
      quiet++;
    }
    long middle = map.cells().start() + quiet * map.cells().width() + map.cells().width() / 2;
    double[] place = placeOnMap(page, line.series(), middle);
    page.mouse().click(place[0], place[1]);
    assertShows(page, event -> event.series().equals(line.series()));
  }

  @Test
  void theMapObeysTheKeyboard() throws IOException {
    Page page = open(PUMPS);
    Locator map = page.locator("#map-chart .plot");
    map.focus();
    page.keyboard().press("ArrowDown");
    String first = page.locator("#map-chart .readout").textContent();
    page.keyboard().press("ArrowDown");
    String second = page.locator("#map-chart .readout").textContent();
    List<SeverityMap.Line> lines = PUMPS.data().map().orElseThrow().lines();
    assertThat(first).startsWith(lines.get(0).series() + " ");
    assertThat(second).startsWith(lines.get(1).series() + " ");
    for (int i = 0;
        i < 200 && !page.locator("#map-chart .readout").textContent().contains("severity");
        i++) {
      page.keyboard().press("ArrowRight");
    }
    page.keyboard().press("Enter");
    page.waitForFunction("() => location.hash.startsWith('#event-')");
    assertThat(title(page)).startsWith(lines.get(1).series() + ",");
  }

  // ---- One event -----------------------------------------------------------------------------

  @Test
  void keysStepThroughTheEventsAsTheyAreListed() throws IOException {
    Page page = open(PUMPS);
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
    Page page = open(PUMPS);
    page.navigate(write(PUMPS).toUri() + "#event-5");
    page.reload();
    waitForTitle(page, PUMPS.events().get(5));
    page.locator("#event-table tbody tr").nth(7).click();
    waitForTitle(page, PUMPS.events().get(7));
    page.goBack();
    waitForTitle(page, PUMPS.events().get(5));
  }

  @Test
  void anEventShowsRecordAgainstReplayByFeature() throws IOException {
    Page page = open(PUMPS);
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
    Page page = open(PUMPS);
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

  // ---- Colours, paper, screens ---------------------------------------------------------------

  @Test
  void darkAndLightAreReadable() throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = opened(PUMPS, new Browser.NewContextOptions().setColorScheme(scheme)).page();
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
      page.reload();
      assertThat(luminance(page, "page")).as("remembered").matches(value -> value < 0.5 != dark);
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
      Page page = open(sample);
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
      Page page = opened(sample, new Browser.NewContextOptions().setViewportSize(390, 844)).page();
      assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
          .isLessThanOrEqualTo(390);
    }
  }

  @Test
  void aLargeAuditStaysSmall() throws IOException {
    Path file = write(LARGE);
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    Page page = open(LARGE);
    Object opened =
        page.evaluate(
            """
            () => new Promise((done) => requestAnimationFrame(() =>
              requestAnimationFrame(() => done(Math.round(performance.now())))))
            """);
    System.out.printf(
        "page of a large audit: %,d bytes, open in %s ms%n", Files.size(file), opened);
    assertThat(page.locator("#map-chart canvas").count()).isEqualTo(1);
  }
}
