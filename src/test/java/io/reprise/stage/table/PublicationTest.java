package io.reprise.stage.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 16, 1: a result is published in one step, wherever the publisher is killed. */
class PublicationTest {

  @TempDir private Path directory;

  private Store store(Configuration hadoop) {
    return new Store(directory.toString(), hadoop);
  }

  private Store healthy() {
    return store(new Configuration());
  }

  @Test
  void aPublisherThatIsKilledAtAnyCallLeavesTheOldStateOrTheNew() {
    List<String> seen = new ArrayList<>();
    boolean killed = true;
    for (int call = 1; killed; call++) {
      healthy().publish(Map.of(ResultKind.SERIES, "kept", ResultKind.MODEL, "old"));
      killed = publishKilledAt(call);
      seen.add(healthy().latest(ResultKind.MODEL));
      assertThat(healthy().latest(ResultKind.SERIES)).as("call %d", call).isEqualTo("kept");

      healthy().publish(Map.of(ResultKind.REPORT, "next"));
      assertThat(healthy().latest(ResultKind.SERIES)).as("call %d", call).isEqualTo("kept");
      assertThat(healthy().latest(ResultKind.MODEL)).isEqualTo(seen.get(call - 1));
    }
    assertThat(seen).as("calls that were stopped").hasSizeGreaterThan(5);
    assertThat(seen).startsWith("old", "old", "old", "old").endsWith("new");
  }

  private boolean publishKilledAt(int call) {
    try {
      store(StoppingFiles.stoppingAt(call)).publish(Map.of(ResultKind.MODEL, "new"));
      return false;
    } catch (StoppingFiles.KilledError e) {
      return true;
    }
  }

  @Test
  void readersNeverFailWhileTwoPublish() throws Exception {
    healthy().publish(Map.of(ResultKind.SERIES, "first"));
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService publishers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> both = new ArrayList<>();
      for (ResultKind kind : List.of(ResultKind.MODEL, ResultKind.SCORES)) {
        both.add(
            publishers.submit(
                () -> {
                  for (int i = 0; !stop.get(); i++) {
                    healthy().publish(Map.of(kind, "run" + i));
                  }
                }));
      }
      for (int read = 0; read < 400; read++) {
        assertThat(healthy().latest(ResultKind.SERIES)).isEqualTo("first");
      }
      stop.set(true);
      for (Future<?> publisher : both) {
        publisher.get();
      }
    } finally {
      publishers.shutdownNow();
    }
  }

  @Test
  void aPointerHasNoChecksumAndAnOldOneDoesNoHarm() throws Exception {
    Files.write(directory.resolve(".latest.json.crc"), new byte[] {1, 2, 3});
    Files.writeString(directory.resolve("latest.json"), "{\"series\":\"old\"}");
    assertThat(healthy().latest(ResultKind.SERIES)).isEqualTo("old");
    healthy().publish(Map.of(ResultKind.MODEL, "new"));
    assertThat(healthy().latest(ResultKind.SERIES)).isEqualTo("old");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("latest.json", "publications");
    }
    assertThat(Files.readString(directory.resolve("latest.json"), StandardCharsets.UTF_8))
        .contains("old", "new");
  }
}
