package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static Chunk chunk(String series, long start, float... values) {
    return Chunk.sequence(series, start, 10, 1, values, null);
  }

  /** Chunks of which each differs from every other in one thing. */
  private static List<Chunk> different() {
    Chunk plain = chunk("a", 0, 1, 2, 3);
    byte[] filled = {Chunk.MEASURED, Chunk.FILLED, Chunk.MEASURED};
    return List.of(
        plain,
        chunk("b", 0, 1, 2, 3),
        chunk("a", 10, 1, 2, 3),
        Chunk.sequence("a", 0, 20, 1, new float[] {1, 2, 3}, null),
        chunk("a", 0, 2, 1, 3),
        chunk("a", 0, 1, 2),
        chunk("a", 0, 1, 2, Float.NaN),
        chunk("a", 0, -0f, 2, 3),
        chunk("a", 0, 0f, 2, 3),
        Chunk.sequence("a", 0, 10, 1, new float[] {1, 2, 3}, new byte[] {0, 0, 0}),
        Chunk.sequence("a", 0, 10, 1, new float[] {1, 2, 3}, new byte[] {1, 1, 1}),
        new Chunk("a", 0, 10, 1, 2, 0, 1, plain.values(), plain.validity(), null),
        new Chunk("a", 0, 10, 0, 2, 1, 1, plain.values(), plain.validity(), null),
        new Chunk("a", 0, 10, 0, 3, 0, 1, plain.values(), filled, null));
  }

  @Test
  void isTheSameForTheSameOnEveryMachine() {
    assertThat(Fingerprint.of(chunk("a", 0, 1, 2, 3)))
        .isEqualTo(Fingerprint.of(chunk("a", 0, 1, 2, 3)))
        .isEqualTo(-5217272467105175408L);
  }

  @Test
  void tellsWhateverDiffers() {
    Set<Long> found = new HashSet<>();
    different().forEach(chunk -> found.add(Fingerprint.of(chunk)));
    assertThat(found).hasSize(different().size());
  }

  @Test
  void thePlaceIsSeriesAndStart() {
    assertThat(Fingerprint.ofPlace(chunk("a", 0, 1)))
        .isEqualTo(Fingerprint.ofPlace(chunk("a", 0, 2, 3)));
    assertThat(Fingerprint.ofPlace(chunk("a", 0, 1)))
        .isNotEqualTo(Fingerprint.ofPlace(chunk("b", 0, 1)))
        .isNotEqualTo(Fingerprint.ofPlace(chunk("a", 1, 1)));
  }

  @Test
  void placesSpreadEvenly() {
    int[] buckets = new int[16];
    for (int i = 0; i < 16_000; i++) {
      long place = Fingerprint.ofPlace(chunk("pump-" + i % 40, i / 40 * 1_000_000L, 1));
      buckets[(int) Long.remainderUnsigned(place, 16)]++;
    }
    for (int count : buckets) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  @Test
  void theOrderIsTheSameHoweverChunksArrive() {
    List<Chunk> sorted = new ArrayList<>(different());
    sorted.sort(new ChunkOrder());
    for (int seed = 0; seed < 20; seed++) {
      List<Chunk> shuffled = new ArrayList<>(different());
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(new ChunkOrder());
      assertThat(shuffled).usingElementComparator(new ChunkOrder()).isEqualTo(sorted);
      for (int i = 1; i < shuffled.size(); i++) {
        assertThat(new ChunkOrder().compare(shuffled.get(i - 1), shuffled.get(i)))
            .as("no two are equal")
            .isNegative();
      }
    }
  }
}
