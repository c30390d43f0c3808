package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Evaluation against scikit-learn and vus, on the random data of reference.py. */
class ScikitReferenceTest {

  private record Series(boolean[] anomalous, float[] errors) {

    VolumeUnderSurface volume(int window) {
      VolumeUnderSurface volume = new VolumeUnderSurface(window);
      for (int i = 0; i < errors.length; i++) {
        volume.add(1000 + i, errors[i], anomalous[i]);
      }
      return volume;
    }
  }

  private static Series series(JsonNode plan) {
    Random random = new Random(plan.get("seed").longValue());
    int count = plan.get("count").intValue();
    boolean[] anomalous = new boolean[count];
    for (int i = 0; i < plan.get("stretches").intValue(); i++) {
      int start = (int) (random.nextDouble() * count);
      int length = 1 + (int) (random.nextDouble() * plan.get("longest").intValue());
      Arrays.fill(anomalous, start, Math.min(count, start + length), true);
    }
    float[] errors = new float[count];
    for (int i = 0; i < count; i++) {
      double lift = 0;
      for (int near = Math.max(0, i - 2); near < Math.min(count, i + 3); near++) {
        lift = anomalous[near] ? plan.get("lift").doubleValue() : lift;
      }
      double base = random.nextDouble() * 256;
      int level = (int) Math.min(383, base + lift * random.nextDouble() * 256);
      errors[i] = Math.scalb(1 + (level % 128) / 128f, level / 128);
    }
    return new Series(anomalous, errors);
  }

  @Example
  void agreesWithScikitLearnAndVus() throws IOException {
    JsonNode reference;
    try (InputStream file = getClass().getResourceAsStream("evaluation.json")) {
      reference = JsonMapper.builder().build().readTree(file);
    }
    assertThat(reference.get("cases")).hasSize(8);
    for (JsonNode expected : reference.get("cases")) {
      Series series = series(expected);
      Ranking ranking = new Ranking();
      long hits = 0;
      long falseAlarms = 0;
      for (int i = 0; i < series.errors().length; i++) {
        ranking.add(series.errors()[i], series.anomalous()[i]);
        if (series.errors()[i] > reference.get("threshold").doubleValue()) {
          hits += series.anomalous()[i] ? 1 : 0;
          falseAlarms += series.anomalous()[i] ? 0 : 1;
        }
      }
      Evaluation evaluation = Evaluation.of("point", ranking, hits, falseAlarms);

      assertClose((double) evaluation.truePositives(), expected, "tp");
      assertClose((double) evaluation.falsePositives(), expected, "fp");
      assertClose((double) evaluation.trueNegatives(), expected, "tn");
      assertClose((double) evaluation.falseNegatives(), expected, "fn");
      assertClose(evaluation.precision(), expected, "precision");
      assertClose(evaluation.recall(), expected, "recall");
      assertClose(evaluation.f1(), expected, "f1");
      assertClose(evaluation.balancedAccuracy(), expected, "balancedAccuracy");
      assertClose(evaluation.areaUnderCurve(), expected, "auc");
      assertClose(evaluation.averagePrecision(), expected, "averagePrecision");
      double volume = series.volume(expected.get("window").intValue()).precisionRecall();
      assertClose(volume, expected, "vusPr");
      assertThat(volume).isCloseTo(expected.get("vusPrOf250").doubleValue(), within(0.01));
    }
  }

  private static void assertClose(double actual, JsonNode expected, String name) {
    assertThat(actual)
        .as("%s of seed %s", name, expected.get("seed"))
        .isCloseTo(expected.get(name).doubleValue(), within(1e-9));
  }

  @Example
  void withoutLabelledPointsThereIsNoVolume() {
    assertThat(new VolumeUnderSurface(10).precisionRecall()).isNaN();
    VolumeUnderSurface normal = new VolumeUnderSurface(10);
    normal.add(1, 2, false);
    assertThat(normal.precisionRecall()).isNaN();
  }

  @Example
  void aPerfectScoreHasTheWholeVolume() {
    VolumeUnderSurface perfect = new VolumeUnderSurface(0);
    for (int i = 0; i < 100; i++) {
      perfect.add(i, i / 10 == 5 ? 9 : 1, i / 10 == 5);
    }
    assertThat(perfect.precisionRecall()).isEqualTo(1);
  }

  /** By hand: two stretches with nothing recorded between them, one of them seen. */
  @Example
  void aGapDividesStretches() {
    VolumeUnderSurface volume = new VolumeUnderSurface(0);
    volume.add(0, 1, false);
    volume.add(10, 8, true);
    volume.add(20, 2, true);
    volume.add(30, 4, false);

    // Recall 1/2 of the points times 1/2 of the stretches at precision 1, then 1 at precision 2/3.
    assertThat(volume.precisionRecall()).isCloseTo(0.25 + 0.75 * 2 / 3, within(1e-12));
  }

  @Property(tries = 100)
  void scalingTheErrorsChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeUnderSurface small = new VolumeUnderSurface(6);
    VolumeUnderSurface large = new VolumeUnderSurface(6);
    List<Boolean> labels = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float error = random.nextFloat();
      boolean anomalous = random.nextInt(8) == 0;
      labels.add(anomalous);
      small.add(i, error, anomalous);
      large.add(i, 1024 * error, anomalous);
    }
    if (labels.contains(true)) {
      assertThat(large.precisionRecall()).isEqualTo(small.precisionRecall()).isBetween(0.0, 1.0);
    }
  }
}
