package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RankingTest {

  private record Judged(float error, boolean anomalous) {}

  /** At least one of each kind; errors take few values, so that many are equal. */
  private static List<Judged> random(long seed, int size, int distinct) {
    Random random = new Random(seed);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean anomalous = i < 2 ? i == 0 : random.nextInt(4) == 0;
      int level = Math.min(distinct - 1, random.nextInt(distinct) + (anomalous ? distinct / 5 : 0));
      judged.add(new Judged(level * 0.125f, anomalous));
    }
    return judged;
  }

  private static Ranking of(List<Judged> judged) {
    Ranking ranking = new Ranking();
    judged.forEach(each -> ranking.add(each.error(), each.anomalous()));
    return ranking;
  }

  /** Every anomaly against every normal one. */
  private static double naiveArea(List<Judged> judged) {
    double won = 0;
    long pairs = 0;
    for (Judged anomaly : judged) {
      for (Judged normal : judged) {
        if (anomaly.anomalous() && !normal.anomalous()) {
          pairs++;
          won += anomaly.error() > normal.error() ? 1 : anomaly.error() == normal.error() ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  /** Over the thresholds from the greatest: the recall gained times the precision there. */
  private static double naiveAveragePrecision(List<Judged> judged) {
    double sum = 0;
    double before = 0;
    for (float threshold :
        judged.stream().map(Judged::error).distinct().sorted(Comparator.reverseOrder()).toList()) {
      List<Judged> flagged = judged.stream().filter(each -> each.error() >= threshold).toList();
      double hits = flagged.stream().filter(Judged::anomalous).count();
      double recall = hits / judged.stream().filter(Judged::anomalous).count();
      sum += (recall - before) * hits / flagged.size();
      before = recall;
    }
    return sum;
  }

  private static double naiveBestF1(List<Judged> judged) {
    double anomalies = judged.stream().filter(Judged::anomalous).count();
    return judged.stream()
        .mapToDouble(
            threshold -> {
              List<Judged> flagged =
                  judged.stream().filter(each -> each.error() >= threshold.error()).toList();
              double hits = flagged.stream().filter(Judged::anomalous).count();
              return 2 * hits / (flagged.size() + anomalies);
            })
        .max()
        .orElseThrow();
  }

  @Property
  void agreesWithANaiveComputation(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 120) int size,
      @ForAll @IntRange(min = 1, max = 60) int distinct) {
    List<Judged> judged = random(seed, size, distinct);
    Ranking ranking = of(judged);

    assertThat(ranking.areaUnderCurve()).isCloseTo(naiveArea(judged), within(1e-12));
    assertThat(ranking.averagePrecision()).isCloseTo(naiveAveragePrecision(judged), within(1e-12));
    assertThat(ranking.bestF1()).isCloseTo(naiveBestF1(judged), within(1e-12));
    assertThat(ranking.anomalies() + ranking.normals()).isEqualTo(size);
  }

  @Property
  void partsMergeIntoTheWhole(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int size, @ForAll long cut) {
    List<Judged> judged = random(seed, size, 20);
    int at = Math.floorMod(cut, size);
    Ranking whole = of(judged);

    Ranking merged = of(judged.subList(0, at)).merge(of(judged.subList(at, size)));

    assertThat(merged.areaUnderCurve()).isEqualTo(whole.areaUnderCurve());
    assertThat(merged.averagePrecision()).isEqualTo(whole.averagePrecision());
    assertThat(merged.anomalies()).isEqualTo(whole.anomalies());
  }

  @Example
  void equalErrorsRankNothing() {
    Ranking ranking = of(random(3, 50, 1));

    assertThat(ranking.areaUnderCurve()).isEqualTo(0.5);
    assertThat(ranking.averagePrecision())
        .isCloseTo((double) ranking.anomalies() / 50, within(1e-12));
  }

  @Example
  void oneKindAloneHasNoArea() {
    assertThat(of(List.of(new Judged(1, false))).areaUnderCurve()).isNaN();
    assertThat(of(List.of(new Judged(1, true))).areaUnderCurve()).isNaN();
    assertThat(new Ranking().areaUnderCurve()).isNaN();
    assertThat(new Ranking().anomalies()).isZero();
  }

  @Property
  void errorsThatDifferByTwoToTheMinusSixteenAreToldApart(@ForAll long seed) {
    float normal = Math.scalb(1 + new Random(seed).nextFloat(), Math.floorMod(seed, 60) - 30);
    float anomalous = normal * (1 + 0x1.0p-15f);

    assertThat(of(List.of(new Judged(normal, false), new Judged(anomalous, true))).areaUnderCurve())
        .isEqualTo(1);
  }

  @Example
  void holdsTheWholeRange() {
    Ranking ranking = new Ranking();
    ranking.add(0, false);
    ranking.add(Float.MIN_NORMAL, false);
    ranking.add(Float.MAX_VALUE, false);
    ranking.add(Float.POSITIVE_INFINITY, true);

    assertThat(ranking.areaUnderCurve()).isEqualTo(1);
    assertThat(ranking.averagePrecision()).isEqualTo(1);
  }

  @Example
  void aPerfectAndAWrongRanking() {
    List<Judged> perfect = List.of(new Judged(1, false), new Judged(2, true));
    List<Judged> wrong = List.of(new Judged(2, false), new Judged(1, true));

    assertThat(of(perfect).areaUnderCurve()).isEqualTo(1);
    assertThat(of(perfect).averagePrecision()).isEqualTo(1);
    assertThat(of(wrong).areaUnderCurve()).isZero();
    assertThat(of(wrong).averagePrecision()).isEqualTo(0.5);
  }
}
