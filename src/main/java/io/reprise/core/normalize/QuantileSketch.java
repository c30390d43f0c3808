package io.reprise.core.normalize;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of a stream in bounded memory, mergeable and free of chance.
 *
 * <p>Level {@code l} buffers values that stand for {@code 2^l} values each. A full buffer that must
 * take one more is sorted and every other value of it moves one level up, by turns the odd and the
 * even ones. Up to {@link #CAPACITY} values quantiles are exact; beyond, ranks are off by a few
 * thousandths at the most.
 */
public final class QuantileSketch implements Serializable {

  static final int CAPACITY = 4096;

  private static final class Level implements Serializable {
    final float[] values = new float[CAPACITY];
    int count;
    boolean odd;
  }

  private final List<Level> levels = new ArrayList<>();
  private long count;

  public void add(float value) {
    count++;
    put(0, value);
  }

  public QuantileSketch merge(QuantileSketch other) {
    count += other.count;
    for (int l = 0; l < other.levels.size(); l++) {
      Level level = other.levels.get(l);
      for (int i = 0; i < level.count; i++) {
        put(l, level.values[i]);
      }
    }
    return this;
  }

  public long count() {
    return count;
  }

  /** The value at a fraction of the ranks: 0 is the least kept value, 1 the greatest. */
  public float quantile(double fraction) {
    return quantiles(fraction)[0];
  }

  /** The values at ascending fractions. */
  public float[] quantiles(double... fractions) {
    if (count == 0) {
      throw new IllegalStateException("An empty sketch has no quantiles");
    }
    Weighted[] sorted = weighted();
    float[] found = new float[fractions.length];
    double total = Arrays.stream(sorted).mapToLong(Weighted::weight).sum();
    int at = 0;
    double passed = sorted[0].weight();
    for (int q = 0; q < fractions.length; q++) {
      while (passed <= fractions[q] * total && at < sorted.length - 1) {
        passed += sorted[++at].weight();
      }
      found[q] = sorted[at].value();
    }
    return found;
  }

  /** The fraction of values above {@code value}. */
  public double fractionAbove(double value) {
    double above = 0;
    double total = 0;
    for (Weighted weighted : weighted()) {
      total += weighted.weight();
      above += weighted.value() > value ? weighted.weight() : 0;
    }
    return total == 0 ? 0 : above / total;
  }

  private record Weighted(float value, long weight) {}

  private Weighted[] weighted() {
    List<Weighted> all = new ArrayList<>();
    for (int l = 0; l < levels.size(); l++) {
      Level level = levels.get(l);
      for (int i = 0; i < level.count; i++) {
        all.add(new Weighted(level.values[i], 1L << l));
      }
    }
    Weighted[] sorted = all.toArray(Weighted[]::new);
    Arrays.sort(sorted, (left, right) -> Float.compare(left.value(), right.value()));
    return sorted;
  }

  private void put(int index, float value) {
    while (levels.size() <= index) {
      levels.add(new Level());
    }
    Level level = levels.get(index);
    if (level.count == CAPACITY) {
      promote(index, level);
    }
    level.values[level.count++] = value;
  }

  private void promote(int index, Level level) {
    Arrays.sort(level.values);
    int first = level.odd ? 1 : 0;
    level.odd = !level.odd;
    level.count = 0;
    for (int i = first; i < CAPACITY; i += 2) {
      put(index + 1, level.values[i]);
    }
  }
}
