package io.reprise.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RSquaredTest {

  @Test
  void agreesWithTheTextbookHoweverItIsMerged() {
    Random random = new Random(7);
    int count = 1000;
    double[] record = new double[count];
    double[] replay = new double[count];
    RSquared whole = new RSquared(1);
    RSquared merged = new RSquared(1);
    RSquared part = new RSquared(1);
    for (int i = 0; i < count; i++) {
      record[i] = (float) (1e4 + random.nextGaussian());
      replay[i] = (float) (record[i] + 0.3 * random.nextGaussian());
      whole.add(0, (float) record[i], (float) replay[i]);
      part.add(0, (float) record[i], (float) replay[i]);
      if (i % 130 == 0) {
        merged.merge(part.numbers());
        part = new RSquared(1);
      }
    }
    merged.merge(part.numbers()).merge(new RSquared(1).numbers());

    assertThat(whole.determination(0)).isCloseTo(textbook(record, replay), offset(1e-9));
    assertThat(merged.determination(0)).isCloseTo(textbook(record, replay), offset(1e-9));
  }

  private static double textbook(double[] record, double[] replay) {
    double mean = 0;
    for (double value : record) {
      mean += value / record.length;
    }
    double errors = 0;
    double squares = 0;
    for (int i = 0; i < record.length; i++) {
      errors += Math.pow(record[i] - replay[i], 2);
      squares += Math.pow(record[i] - mean, 2);
    }
    return 1 - errors / squares;
  }

  @Test
  void exactIsOneAndTheMeanIsZeroAndAConstantIsNothing() {
    RSquared squared = new RSquared(3);
    for (int i = 0; i < 5; i++) {
      squared.add(0, i, i);
      squared.add(1, i, 2);
      squared.add(2, 7, i);
    }
    assertThat(squared.determination(0)).isEqualTo(1);
    assertThat(squared.determination(1)).isZero();
    assertThat(squared.determination(2)).isNaN();
    assertThat(new RSquared(1).determination(0)).as("of nothing").isNaN();
  }

  @Test
  void aReplayBeyondFloatsIsTheWorstOfAllNumbers() {
    RSquared squared = new RSquared(1);
    squared.add(0, 1, Float.POSITIVE_INFINITY);
    squared.add(0, 2, 2);

    assertThat(squared.determination(0)).isEqualTo(-Double.MAX_VALUE);
  }
}
