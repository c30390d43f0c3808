package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TailTest {

  private static float[] greatest(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.copyOfRange(sorted, Math.max(0, sorted.length - Tail.CAPACITY), sorted.length);
  }

  @Example
  void nothingHasNoTail() {
    assertThat(new Tail().sorted()).isEmpty();
  }

  @Property(tries = 60)
  void keepsTheGreatestOfAllParts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int size) {
    Random random = new Random(seed);
    float[] values = new float[size];
    Tail left = new Tail();
    Tail right = new Tail();
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(1 + size / 2);
      (random.nextInt(5) == 0 ? left : right).add(values[i]);
    }

    left.merge(right);

    assertThat(left.sorted()).isEqualTo(greatest(values));
  }
}
