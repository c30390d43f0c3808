package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelBlocksTest {

  private static LevelBlocks of(long... times) {
    LevelBlocks levels = new LevelBlocks(1, 10);
    for (long time : times) {
      levels.add(time, new float[] {time}, 0);
    }
    return levels;
  }

  @Test
  void blocksGrowWithTheSeries() {
    long[] times = new long[16];
    Arrays.setAll(times, block -> 10L * block);
    assertThat(of(times).means(0)).hasSize(16);
    assertThat(of(0, 160).means(0)).hasSize(9);
    assertThat(of(0, Long.MAX_VALUE / 2).means(0)).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void timesBeforeZeroHaveBlocksOfTheirOwn() {
    assertThat(of(-25, -15, -5, 5).means(0)).containsExactly(-25, -15, -5, 5);
    assertThat(of(Long.MIN_VALUE, Long.MAX_VALUE).means(0)).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void aBlockOfFewPointsHasNoMean() {
    assertThat(of(0, 1, 2, 3, 10, 20, 21).means(0)).containsExactly(1.5, Double.NaN, 20.5);
  }

  @Test
  void partsMergeInAnyOrderToTheWhole() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      LevelBlocks whole = new LevelBlocks(1, 10);
      List<LevelBlocks> parts = new ArrayList<>();
      long time = random.nextInt(1000) - 500L;
      for (int part = 0; part < 10; part++) {
        LevelBlocks some = new LevelBlocks(1, 10);
        for (int i = 0; i < 1 + random.nextInt(100); i++) {
          float[] value = {(float) random.nextGaussian()};
          whole.add(time, value, 0);
          some.add(time, value, 0);
          time += 1 + random.nextInt(20);
        }
        parts.add(some);
      }
      Collections.shuffle(parts, random);
      LevelBlocks merged = parts.stream().reduce(LevelBlocks::merge).orElseThrow();
      assertThat(merged.means(0)).containsExactly(whole.means(0), within(1e-12));
      assertThat(merged.all(0).deviation()).isCloseTo(whole.all(0).deviation(), within(1e-12));
    }
  }
}
