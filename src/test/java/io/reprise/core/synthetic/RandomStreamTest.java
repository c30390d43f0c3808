package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RandomStreamTest {
  private static double[] draw(long seed, String name) {
    RandomStream random = RandomStream.named(seed, name);
    return DoubleStream.generate(() -> random.between(0.0, 1.0)).limit(1000).toArray();
  }

  @Example
  void dependsOnSeedAndNameOnly() {
    assertThat(draw(1, "a")).isEqualTo(draw(1, "a"));
    assertThat(draw(1, "a")).isNotEqualTo(draw(2, "a")).isNotEqualTo(draw(1, "b"));
  }

  @Example
  void neighbouringSeedsAndNamesAreUncorrelated() {
    assertThat(correlation(draw(1, "a"), draw(2, "a"))).isCloseTo(0, within(0.1));
    assertThat(correlation(draw(1, "a"), draw(1, "b"))).isCloseTo(0, within(0.1));
  }

  private static double correlation(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += 12 * (left[i] - 0.5) * (right[i] - 0.5);
    }
    return sum / left.length;
  }

  @Example
  void gaussianIsStandard() {
    RandomStream random = RandomStream.named(1, "gaussian");
    double[] drawn = DoubleStream.generate(random::gaussian).limit(20_000).toArray();

    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0, within(0.03));
    assertThat(Arrays.stream(drawn).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(0.05));
  }

  @Example
  void integersIncludeBothEnds() {
    RandomStream random = RandomStream.named(1, "integers");
    BitSet seen = new BitSet();
    for (int i = 0; i < 200; i++) {
      seen.set(random.intBetween(2, 5));
    }

    assertThat(seen.stream()).containsExactly(2, 3, 4, 5);
  }

  @Property(tries = 200)
  void samplesExactlySoManyMembers(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 50) int size,
      @ForAll @IntRange(min = 0, max = 60) int count) {
    BitSet members = new BitSet();
    for (int member = 0; member < size; member++) {
      members.set(3 * member);
    }

    BitSet drawn = RandomStream.named(seed, "sample").sample(members, count);

    assertThat(drawn.cardinality()).isEqualTo(Math.min(count, size));
    drawn.andNot(members);
    assertThat(drawn.isEmpty()).as("only members are drawn").isTrue();
  }
}
