package io.reprise.stage.expire;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.ConfigurationLoader;
import io.reprise.core.json.Json;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.StageContext;
import io.reprise.stage.table.Published.Promotion;
import io.reprise.stage.table.ReportFiles;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresManifest.DateScores;
import io.reprise.stage.table.ScoresManifest.Extent;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesManifest;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17, Show 3: results of years, of which only those of some weeks stay. */
@Tag("once")
class ExpireTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final String TEXT = "resolved";

  @TempDir private Path directory;

  private Store store;

  @BeforeEach
  void open() {
    store = new Store(directory.toString(), new Configuration());
  }

  private ExpireStage stage(LocalDate today, String... settings) {
    List<String> all = new ArrayList<>(List.of("output.path=" + directory));
    all.addAll(List.of(settings));
    return new ExpireStage(
        new StageContext(
            null, store, ConfigurationLoader.load(List.of(), all, Optional.empty()), (f, a) -> {}),
        midnight(today).plus(Duration.ofHours(6)));
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A file of a result, and its manifest. */
  private void result(ResultKind kind, String id) {
    store.writeFile(
        new org.apache.hadoop.fs.Path(store.directory(kind, id), "rows"), new byte[1000]);
  }

  private void model(String id, String series) {
    result(ResultKind.MODEL, id);
    store.describe(ResultKind.MODEL, id, Json.object().put("series", series), TEXT);
  }

  /** What the jobs of a night leave: a date of the series, its scores and a report. */
  private void night(LocalDate date, String model) {
    String run = "night-" + date;
    NavigableMap<LocalDate, String> dates = new TreeMap<>();
    NavigableMap<LocalDate, DateScores> scored = new TreeMap<>();
    store
        .published(ResultKind.SERIES)
        .ifPresent(id -> dates.putAll(SeriesTable.manifest(store, id).dates()));
    store
        .published(ResultKind.SCORES)
        .ifPresent(id -> scored.putAll(ScoresTable.manifest(store, id).dates()));
    dates.put(date, run);
    scored.put(date, new DateScores(run, new Extent(1, 1, 0, 0)));
    for (ResultKind kind : ResultKind.values()) {
      if (kind != ResultKind.MODEL) {
        result(kind, run);
      }
    }
    SeriesManifest series =
        new SeriesManifest(
            List.of("value"),
            false,
            false,
            8,
            DatePart.DAY,
            dates,
            new RowAccount(1, 1, 0, Map.of(), 0, Map.of(), 1, 1, 0),
            run);
    store.describe(ResultKind.SERIES, run, series.json(), TEXT);
    store.describe(ResultKind.QUARANTINE, run, series.archive().json(), TEXT);
    ScoresManifest scores =
        new ScoresManifest(
            run, model, "onednn", List.of(), Extent.NONE, scored, Map.of("value", 0.5));
    store.describe(ResultKind.SCORES, run, scores.withDates(run, scored).json(), TEXT);
    ReportFiles.describe(store, run, run, TEXT);
    store.writeOutcome(run, Json.object().put("code", 0));
    Map<ResultKind, String> published = new TreeMap<>();
    for (ResultKind kind : ResultKind.values()) {
      published.put(kind, kind == ResultKind.MODEL ? model : run);
    }
    store.publish(now -> now.with(published));
  }

  /** Everything that was written just now is of this day. */
  private void date(LocalDate day) throws IOException {
    Instant since = midnight(LocalDate.of(2026, 1, 1));
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        if (Files.getLastModifiedTime(path).toInstant().isAfter(since)) {
          Files.setLastModifiedTime(path, FileTime.from(midnight(day)));
        }
      }
    }
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private void requireWhole() {
    for (String report : names("reports")) {
      String scores = ReportFiles.scores(store, report);
      ScoresManifest manifest = ScoresTable.manifest(store, scores);
      manifest.dates().values().forEach(date -> there("scores", date.run()));
      SeriesTable.manifest(store, manifest.series())
          .dates()
          .values()
          .forEach(run -> there("series", run));
      there("models", manifest.model());
    }
    there("models", store.champion());
  }

  private void there(String kind, String id) {
    assertThat(directory.resolve(kind).resolve(id).resolve("rows")).exists();
  }

  private List<String> names(String kind) {
    try (Stream<Path> all = Files.list(directory.resolve(kind))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void afterTheRetentionAgeAYearOfNightsTakesNoMoreRoom() throws IOException {
    TreeMap<Integer, Long> files = new TreeMap<>();
    model("champion", "night-2024-01-01");
    date(FIRST);
    for (int day = 0; day < 366; day++) {
      LocalDate date = FIRST.plusDays(day);
      night(date, "champion");
      date(date);
      ExpireStage stage = stage(date, "retention.age=10 days");
      stage.carryOut(stage.plan());
      date(date);
      files.put(day, files());
      if (day % 90 == 89) {
        requireWhole();
      }
    }
    assertThat(files.get(365)).isEqualTo(files.get(200)).isLessThan(2 * files.get(20));
    assertThat(names("reports")).hasSize(10).contains("night-2024-12-31", "night-2024-12-22");
    assertThat(SeriesTable.manifest(store, store.latest(ResultKind.SERIES)).dates()).hasSize(10);
    assertThat(ScoresTable.manifest(store, store.latest(ResultKind.SCORES)).points()).isEqualTo(10);
    there("series", "night-2024-01-01");
  }

  @Test
  void whatFailedRunsLeftGoesAfterTheGraceAndNothingSooner() throws IOException {
    night(FIRST, "model");
    model("model", "night-2024-01-01");
    result(ResultKind.SERIES, "killed");
    Files.createDirectories(directory.resolve("checkpoints/epoch-3"));
    Files.writeString(directory.resolve(".writable-x"), "1");
    date(FIRST);
    assertThat(stage(FIRST).plan().removals()).isEmpty();

    ExpireStage later = stage(FIRST.plusDays(2));
    ExpireStage.Plan plan = later.plan();
    assertThat(plan.removals().stream().map(each -> each.entry().name()))
        .containsExactlyInAnyOrder("killed", ".writable-x");
    assertThat(plan.bytes()).isGreaterThan(1000);
    assertThat(names("series")).as("a plan removes nothing").contains("killed");
    later.carryOut(plan);
    assertThat(names("series")).containsExactly("night-2024-01-01");

    ExpireStage muchLater = stage(FIRST.plusDays(500));
    muchLater.carryOut(muchLater.plan());
    assertThat(names("checkpoints")).isEmpty();
    assertThat(names("outcomes")).isEmpty();
    assertThat(names("reports")).as("the newest stay").containsExactly("night-2024-01-01");
    requireWhole();
  }

  @Test
  void theChampionAndTheOneBeforeStayAndOtherModelsGo() throws IOException {
    for (String model : List.of("a", "b", "c", "d", "e", "f")) {
      model(model, "gone");
    }
    night(FIRST, "f");
    for (String champion : List.of("a", "b")) {
      store.publish(now -> now.with(new Promotion(champion, "run", Instant.EPOCH, false)));
    }
    date(FIRST);
    night(FIRST.plusDays(1), "f");
    date(FIRST.plusDays(1));
    ExpireStage stage = stage(FIRST.plusDays(300), "retention.keep=1", "retention.age=90 days");
    stage.carryOut(stage.plan());
    assertThat(names("models")).contains("a", "b", "f").hasSizeLessThanOrEqualTo(4);
    assertThat(store.champion()).isEqualTo("b");
    assertThat(store.published().championBefore()).contains("a");
  }

  @Test
  void aRunThatWasAboutToPublishKeepsItsDates() throws IOException {
    model("model", "gone");
    for (int day = 0; day < 5; day++) {
      night(FIRST.plusDays(day), "model");
      date(FIRST.plusDays(day));
    }
    ExpireStage stage = stage(FIRST.plusDays(100), "retention.keep=1", "retention.age=50 days");
    ExpireStage.Plan plan = stage.plan();
    assertThat(plan.seriesDates()).hasSize(4);
    long before = store.published().number();
    night(FIRST.plusDays(99), "model");
    date(FIRST.plusDays(99));
    stage.carryOut(plan);
    assertThat(store.published().number()).as("others look again").isEqualTo(before + 2);
    requireWhole();
  }
}
