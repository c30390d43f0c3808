package io.reprise.core.report;

import static io.reprise.core.report.SamplePages.PUMPS;
import static io.reprise.core.report.SamplePages.assertShows;
import static io.reprise.core.report.SamplePages.title;
import static io.reprise.core.report.SamplePages.waitForTitle;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The map of all series, in a browser. */
class MapChartTest {

  @TempDir private static Path directory;

  @AutoClose private static SamplePages pages;

  @BeforeAll
  static void start() {
    pages = new SamplePages(directory);
  }

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
    Page page = pages.open(PUMPS);
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
    Page page = pages.open(PUMPS);
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
    Page page = pages.open(PUMPS);
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
}
