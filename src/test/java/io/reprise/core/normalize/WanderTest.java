package io.reprise.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class WanderTest {

  private static final int POINTS = 1000;

  private static LevelBlocks levels(int from, int to, IntToDoubleFunction value) {
    LevelBlocks levels = new LevelBlocks(1, 6);
    for (int time = from; time < to; time++) {
      levels.add(time, new float[] {(float) value.applyAsDouble(time)}, 0);
    }
    return levels;
  }

  private static boolean wanders(IntToDoubleFunction value) {
    return Wander.of(levels(0, POINTS, value)).wandering()[0];
  }

  private static IntToDoubleFunction noise(long seed) {
    Random random = new Random(seed);
    return time -> random.nextGaussian();
  }

  private static IntToDoubleFunction walk(long seed) {
    Random random = new Random(seed);
    double[] at = new double[1];
    return time -> at[0] += random.nextGaussian();
  }

  @Test
  void aTrendWanders() {
    IntToDoubleFunction noise = noise(1);
    assertThat(wanders(time -> time / 100.0 + noise.applyAsDouble(time))).isTrue();
  }

  @Test
  void randomWalksWanderTogether() {
    Wander walks = new Wander(1);
    for (int series = 0; series < 50; series++) {
      walks.merge(Wander.of(levels(0, POINTS, walk(series))));
    }
    assertThat(walks.wandering()).containsExactly(true);
  }

  @Test
  void noiseAndRhythmsAreAtHome() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(wanders(noise(seed))).as("noise of seed %d", seed).isFalse();
    }
    for (int length : new int[] {20, 50, 100, 125, 250, 333, 500}) {
      IntToDoubleFunction noise = noise(length);
      assertThat(
              wanders(
                  time -> 3 * Math.sin(2 * Math.PI * time / length) + noise.applyAsDouble(time)))
          .as("a rhythm of %d points", length)
          .isFalse();
    }
  }

  @Test
  void aTrendThatDrownsInNoiseMattersLittle() {
    IntToDoubleFunction noise = noise(3);
    assertThat(wanders(time -> time / 1000.0 + noise.applyAsDouble(time))).isFalse();
  }

  @Test
  void aConstantAndTooFewPointsSayNothing() {
    assertThat(wanders(time -> 7)).isFalse();
    assertThat(Wander.of(levels(0, 40, time -> time)).wandering()).containsExactly(false);
    assertThat(new Wander(2).wandering()).containsExactly(false, false);
  }

  @Test
  void gapsAreLeftOut() {
    LevelBlocks levels = levels(0, 400, time -> time);
    levels.merge(levels(600, POINTS, time -> time));
    assertThat(Wander.of(levels).wandering()).containsExactly(true);
  }

  @Test
  void eachFeatureIsJudgedByItself() {
    LevelBlocks levels = new LevelBlocks(2, 6);
    IntToDoubleFunction noise = noise(5);
    for (int time = 0; time < POINTS; time++) {
      levels.add(time, new float[] {9, (float) noise.applyAsDouble(time), time}, 1);
    }
    assertThat(Wander.of(levels).wandering()).containsExactly(false, true);
  }
}
