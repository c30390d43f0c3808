package io.reprise.stage.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.stage.table.Published.Promotion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17: of what several runs publish at once nothing is lost. */
class TwoPublishersTest {

  private static final int TIMES = 200;

  @TempDir private Path directory;

  @Test
  void twoProcessesThatPublishAtOnceLoseNothing() throws Exception {
    Store store = new Store(directory.toString(), new Configuration());
    store.publish(Map.of(ResultKind.SERIES, "first"));
    Process models = process(ResultKind.MODEL);
    Process scores = process(ResultKind.SCORES);
    while (models.isAlive() || scores.isAlive()) {
      assertThat(store.latest(ResultKind.SERIES)).isEqualTo("first");
      assertThat(Files.readString(directory.resolve("latest.json"))).contains("first");
    }
    assertThat(List.of(models.waitFor(), scores.waitFor())).containsOnly(0);
    requireAll();
    assertThat(store.latest(ResultKind.MODEL)).isEqualTo("run" + TIMES);
    assertThat(store.latest(ResultKind.SCORES)).isEqualTo("run" + TIMES);
    assertThat(Files.readString(directory.resolve("latest.json")))
        .isEqualTo(Files.readString(publications().get(2 * TIMES)));
  }

  private Process process(ResultKind kind) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Publisher.class.getName(),
            directory.toString(),
            kind.name(),
            String.valueOf(TIMES))
        .inheritIO()
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output-" + kind).toFile())
        .start();
  }

  private List<Path> publications() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("publications"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** Each publication is the one before and one entry more. */
  private void requireAll() throws IOException {
    Published before = Published.NOTHING;
    for (Path file : publications()) {
      Fields fields = Json.read(file.toString(), Files.readAllBytes(file));
      Published after = Published.of(fields);
      assertThat(after.number()).isEqualTo(before.number() + 1);
      assertThat(run(after, ResultKind.MODEL) + run(after, ResultKind.SCORES))
          .isEqualTo(after.number() - 1);
      before = after;
    }
    assertThat(before.number()).isEqualTo(2 * TIMES + 1);
  }

  private static long run(Published published, ResultKind kind) {
    return published.newest(kind).map(id -> Long.parseLong(id.substring(3))).orElse(0L);
  }

  @Test
  void storageWithoutAConditionalCreateIsLocked() throws Exception {
    Store store = new Store("locked:" + directory, LockedFiles.configuration());
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (ResultKind kind : List.of(ResultKind.MODEL, ResultKind.SCORES)) {
        ends.add(
            both.submit(
                () -> {
                  for (int run = 1; run <= 10; run++) {
                    store.publish(Map.of(kind, "run" + run));
                  }
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      both.shutdownNow();
    }
    assertThat(store.published().number()).isEqualTo(20);
    assertThat(store.latest(ResultKind.MODEL)).isEqualTo("run10");
    assertThat(store.latest(ResultKind.SCORES)).isEqualTo("run10");
    assertThat(directory.resolve("publications/lock")).doesNotExist();
  }

  @Test
  void aLockThatIsGoneAsSoonAsItIsMetIsTakenAtTheNextTry() throws Exception {
    Path lock = directory.resolve("lock");
    AtomicInteger met = new AtomicInteger();
    LockedFiles files =
        new LockedFiles() {
          @Override
          void beforeCreate(org.apache.hadoop.fs.Path path) throws IOException {
            if (met.getAndIncrement() == 0) {
              throw new FileAlreadyExistsException(path.toString());
            }
          }
        };
    files.initialize(URI.create("locked:///"), LockedFiles.configuration());
    try (FileLock taken = FileLock.take(files, new org.apache.hadoop.fs.Path(lock.toString()))) {
      assertThat(lock).exists();
    }
    assertThat(lock).doesNotExist();
    assertThat(met).hasValue(2);
  }

  @Test
  void aLockThatIsLeftBehindExpires() throws Exception {
    Files.createDirectories(directory.resolve("publications"));
    Files.writeString(
        directory.resolve("publications/lock"),
        "{\"owner\":\"dead\",\"until\":\"2020-01-01T00:00:00Z\"}");
    Store store = new Store("locked:" + directory, LockedFiles.configuration());
    store.publish(Map.of(ResultKind.MODEL, "run"));
    assertThat(store.latest(ResultKind.MODEL)).isEqualTo("run");
  }

  @Test
  void aPublisherThatWasKilledBeforeLatestJsonHasPublished() throws Exception {
    Store store = new Store(directory.toString(), new Configuration());
    store.publish(Map.of(ResultKind.MODEL, "one"));
    byte[] old = Files.readAllBytes(directory.resolve("latest.json"));
    store.publish(Map.of(ResultKind.SCORES, "two"));
    Files.write(directory.resolve("latest.json"), old);

    assertThat(store.latest(ResultKind.SCORES)).isEqualTo("two");
    store.publish(Map.of(ResultKind.REPORT, "three"));
    assertThat(Files.readString(directory.resolve("latest.json"))).contains("one", "two", "three");
  }

  @Test
  void theChampionIsTheModelPromotedLastAndGoesBackStepByStep() {
    Store store = new Store(directory.toString(), new Configuration());
    store.publish(Map.of(ResultKind.MODEL, "a"));
    assertThat(store.champion()).as("of an earlier version").isEqualTo("a");
    for (String model : List.of("b", "c")) {
      store.publish(now -> now.with(Map.of(ResultKind.MODEL, model)).with(promotion(model, false)));
    }
    store.publish(Map.of(ResultKind.MODEL, "worse"));
    assertThat(store.champion()).isEqualTo("c");
    for (String expected : List.of("b", "a")) {
      assertThat(store.published().championBefore()).contains(expected);
      store.publish(now -> now.with(promotion(now.championBefore().orElseThrow(), true)));
      assertThat(store.champion()).isEqualTo(expected);
    }
    assertThat(store.published().championBefore()).isEqualTo(Optional.empty());
    assertThat(store.published().promotions()).hasSize(5);
  }

  private static Promotion promotion(String model, boolean rolledBack) {
    return new Promotion(model, "run", Instant.EPOCH, rolledBack);
  }
}
