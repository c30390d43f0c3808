package io.reprise.core.network;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The parameters of a model: those of one network for all series, or those of one network for each
 * series, one after another in {@code values} in the order of the names.
 *
 * @param series the names in ascending order; none where one network serves all
 */
public record Parameters(float[] values, List<String> series) implements Serializable {

  public Parameters {
    series = List.copyOf(series);
    if (!List.copyOf(new TreeSet<>(series)).equals(series)) {
      throw new IllegalArgumentException("The series are not in ascending order");
    }
    if (!series.isEmpty() && values.length % series.size() != 0) {
      throw new IllegalArgumentException(
          "%d parameters are not as many for each of %d series"
              .formatted(values.length, series.size()));
    }
  }

  public static Parameters ofAll(float[] values) {
    return new Parameters(values, List.of());
  }

  public boolean isBySeries() {
    return !series.isEmpty();
  }

  /** Whether there is a network for a series. */
  public boolean has(String name) {
    return !isBySeries() || Collections.binarySearch(series, name) >= 0;
  }

  /** The parameters of a series' network, which must exist. */
  public float[] forSeries(String name) {
    if (!isBySeries()) {
      return values;
    }
    int at = Collections.binarySearch(series, name);
    if (at < 0) {
      throw new IllegalArgumentException("The model has no network for the series " + name);
    }
    int each = values.length / series.size();
    return Arrays.copyOfRange(values, at * each, (at + 1) * each);
  }
}
