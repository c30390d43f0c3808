package io.reprise.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Measures contenders in turns, round after round, so that whatever else slows the machine slows
 * them all; the median of the rounds forgets what slowed only some.
 */
public record Rounds(int warmUpTurns, int rounds) {

  public static Rounds of(Form form) {
    return form.of(new Rounds(3, 7), new Rounds(0, 1));
  }

  /** Items a second of each contender. */
  public double[] rates(List<Contender> contenders) {
    for (Contender contender : contenders) {
      for (int turn = 0; turn < warmUpTurns; turn++) {
        contender.turn();
      }
    }
    double[][] found = new double[contenders.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int c = 0; c < found.length; c++) {
        found[c][round] = contenders.get(c).turn();
      }
    }
    return Arrays.stream(found).mapToDouble(Rounds::median).toArray();
  }

  private static double median(double[] rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
