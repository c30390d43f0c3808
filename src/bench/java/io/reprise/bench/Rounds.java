package io.reprise.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Measures contenders in turns, round after round, so that whatever else slows the machine slows
 * them all; the median of the rounds forgets what slowed only some.
 */
public final class Rounds {

  private static final int ROUNDS = 7;
  private static final int WARM_UP_TURNS = 3;

  private Rounds() {}

  /** Items a second of each contender. */
  public static double[] rates(List<Contender> contenders) {
    for (Contender contender : contenders) {
      for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
        contender.turn();
      }
    }
    double[][] found = new double[contenders.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int c = 0; c < found.length; c++) {
        found[c][round] = contenders.get(c).turn();
      }
    }
    return Arrays.stream(found).mapToDouble(Rounds::median).toArray();
  }

  private static double median(double[] rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    return sorted[ROUNDS / 2];
  }
}
