package io.reprise.core.report;

import static io.reprise.core.report.SamplePages.BEATS;
import static io.reprise.core.report.SamplePages.LARGE;
import static io.reprise.core.report.SamplePages.PUMPS;
import static io.reprise.core.report.SamplePages.QUIET;
import static io.reprise.core.report.SamplePages.STEPS;
import static io.reprise.core.report.SamplePages.column;
import static io.reprise.core.report.SamplePages.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.reprise.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a reader meets it, in a browser. */
class ReportPageTest {

  private static final long MOST_BYTES = 5_000_000;

  @TempDir private static Path directory;

  @AutoClose private static SamplePages pages;

  @BeforeAll
  static void start() {
    pages = new SamplePages(directory);
  }

  @Test
  void opensWithoutAWordAndWithoutARequest() throws IOException {
    for (SamplePage sample : List.of(PUMPS, BEATS, STEPS, QUIET, LARGE)) {
      Chromium.Opened opened = pages.opened(sample, new Browser.NewContextOptions());
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
    assertThat(pages.open(PUMPS).locator("h1").textContent())
        .startsWith(
            "Of 6 series between 2024-01-19 and 2024-01-28, 6 behaved abnormally: 44 events, the"
                + " worst in "
                + worst.series())
        .contains(minutes(worst.start()).substring(0, 10), minutes(worst.start()).substring(11))
        .endsWith(
            " (severity %.1f), driven by %s.".formatted(worst.severity(), worst.features().get(0)));
    assertThat(pages.open(BEATS).locator("h1").textContent())
        .isEqualTo(
            "Of 2,000 sequences, 120 differ from what the model expects; the worst is %s (severity"
                    .formatted(BEATS.events().get(0).series())
                + " %.1f).".formatted(BEATS.events().get(0).severity()));
    assertThat(pages.open(QUIET).locator("h1").textContent())
        .isEqualTo("Of 3 series between 2024-01-19 and 2024-01-28, none behaved abnormally.");
    assertThat(pages.open(LARGE).locator("h1").textContent())
        .as("the events that are not listed count as well")
        .contains("12,000 events");
  }

  @Test
  void warningsComeFirst() throws IOException {
    Locator warnings = pages.open(PUMPS).locator("#warnings li");
    assertThat(warnings.allTextContents()).hasSize(3).first().asString().contains("pump-9");
    assertThat(warnings.allTextContents()).last().asString().contains("drifted");
    assertThat(warnings.first().boundingBox().y).as("on the first screen").isLessThan(500);
  }

  @Test
  void sectionsWithoutContentAreNotThere() throws IOException {
    Page beats = pages.open(BEATS);
    assertThat(beats.locator("#nav a").allTextContents())
        .containsExactly(
            "Events",
            "Event",
            "Typical",
            "Errors",
            "Training",
            "Threshold",
            "Evaluation",
            "Yardstick",
            "Data quality",
            "Settings");
    assertThat(beats.locator("#map").isVisible()).as("no time, no map").isFalse();
    assertThat(beats.locator("#event-table th").allTextContents())
        .containsExactly("Series", "Severity", "Peak error");
    assertThat(pages.open(QUIET).locator("#nav a").allTextContents())
        .startsWith("Map", "Errors")
        .doesNotContain("Events", "Event");
  }

  @Test
  void drawsWhatWasNotFlaggedAndTellsWhatTheReplayExplains() throws IOException {
    Page page = pages.open(PUMPS);
    assertThat(page.locator("#typical h3").textContent())
        .startsWith(PUMPS.events().get(0).series());
    assertThat(page.locator("#typical .plot").count()).as("the first two features").isEqualTo(2);
    assertThat(page.locator("#agreement").textContent()).startsWith("The replay explains 90%");
    assertThat(pages.open(QUIET).locator("#typical").isVisible()).isFalse();
  }

  @Test
  void aPlainMethodStandsBesideTheModel() throws IOException {
    Page page = pages.open(BEATS);
    assertThat(page.locator("#yardstick-sentence").textContent())
        .isEqualTo(
            "The model flags 120 sequences of 8,382, 5 principal components 60. Of those that"
                + " either flags, both flag 30 (20%).");
    assertThat(page.locator("#yardstick-table td").allTextContents())
        .startsWith("Average precision", "0.930", "0.710")
        .hasSize(12);
  }

  @Test
  void aStepIsNamedWhereStepsWereJudged() throws IOException {
    Page page = pages.open(STEPS);
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
    Chromium.Opened opened = pages.opened(sample, new Browser.NewContextOptions());
    assertThat(column(opened.page(), 1)).containsExactly(name);
    assertThat(opened.page().locator("h1").textContent()).contains("one event, in " + name);
    assertThat(opened.page().locator("img").count()).isZero();
    assertThat(opened.said()).isEmpty();
  }

  @Test
  void aLargeAuditStaysSmall() throws IOException {
    Path file = pages.write(LARGE);
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    Page page = pages.open(LARGE);
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

  @Test
  void aNumberThatIsNotFiniteIsADash() throws IOException {
    Event event = PUMPS.events().get(0);
    SamplePage sample =
        new SamplePage(
            2,
            3,
            true,
            List.of(
                new Event(
                    "pump-1",
                    true,
                    event.start(),
                    event.end(),
                    Double.POSITIVE_INFINITY,
                    10,
                    event.features())));

    Chromium.Opened opened = pages.opened(sample, new Browser.NewContextOptions());

    assertThat(sample.html()).doesNotContain("\"Infinity\"").contains("\"peak\":null");
    assertThat(column(opened.page(), 5)).containsExactly("–");
    assertThat(opened.said()).isEmpty();
  }
}
