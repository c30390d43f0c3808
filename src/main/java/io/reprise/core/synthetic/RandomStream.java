package io.reprise.core.synthetic;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * SplitMix64, written out (and on {@link StrictMath}) so that a seed gives the same data on every
 * Java version. Streams with different names are independent of each other.
 */
final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  static RandomStream named(long seed, String name) {
    long state = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < name.length(); i++) {
      state = mix(state + GOLDEN_GAMMA + name.charAt(i));
    }
    return new RandomStream(state);
  }

  /** At least {@code from}, less than {@code to}. */
  double between(double from, double to) {
    return from + (to - from) * uniform();
  }

  /** Both ends included. */
  int intBetween(int from, int to) {
    return from + (int) (uniform() * (to - from + 1L));
  }

  double within(Range range) {
    return between(range.from(), range.to());
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  double sign() {
    return chance(0.5) ? 1 : -1;
  }

  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  <T> T pick(List<T> choices) {
    return choices.get(intBetween(0, choices.size() - 1));
  }

  void shuffle(List<?> list) {
    for (int last = list.size() - 1; last > 0; last--) {
      Collections.swap(list, last, intBetween(0, last));
    }
  }

  /** Draws exactly {@code count} members, or all of them where there are fewer. */
  BitSet sample(BitSet members, int count) {
    BitSet drawn = new BitSet(members.length());
    int left = members.cardinality();
    int wanted = Math.min(count, left);
    for (int member = members.nextSetBit(0); wanted > 0; member = members.nextSetBit(member + 1)) {
      if (intBetween(1, left) <= wanted) {
        drawn.set(member);
        wanted--;
      }
      left--;
    }
    return drawn;
  }

  private double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  private long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
