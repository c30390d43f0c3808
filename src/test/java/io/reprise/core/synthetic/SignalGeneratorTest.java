package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reprise.core.synthetic.SignalPlan.SequencePoints;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SignalGeneratorTest {
  private static final int POINTS = 128;

  private static SignalGenerator generator(SignalPlan plan) {
    return new SignalGenerator(plan);
  }

  /** Healthy sines of one feature and one length, without noise. */
  private static SignalPlan sines(long seed, int sequences, int points) {
    return sines(seed, sequences, points, 0, 0);
  }

  static SignalPlan sines(long seed, int sequences, int points, double noise, double anomalies) {
    return new SignalPlan(
        seed,
        sequences,
        SequencePoints.all(points),
        1,
        SignalShape.SINE,
        noise,
        SignalAnomaly.SHAPE,
        anomalies);
  }

  @Example
  void drawsTheSameValuesForEver() {
    assertThat(generator(sines(42, 1, 4)).sequence(0))
        .containsExactly(-0.01810936f, 0.44039336f, 0.7723326f, 0.8823133f);
  }

  @Property(tries = 50)
  void aSequenceDependsOnlyOnSeedAndIndex(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int index) {
    SignalPlan plan = sines(seed, 10, POINTS, 0.1, 0.5);
    SignalPlan larger = sines(seed, 99, POINTS, 0.1, 0.5);

    float[] sequence = generator(plan).sequence(index);

    assertThat(generator(plan).sequence(index)).isEqualTo(sequence);
    assertThat(generator(larger).sequence(index)).isEqualTo(sequence);
    assertThat(generator(larger).label(index)).isEqualTo(generator(plan).label(index));
    assertThat(generator(larger).sequence(index + 1)).isNotEqualTo(sequence);
  }

  @Property(tries = 50)
  void cyclesAndAmplitudeStayInTheirRanges(@ForAll long seed) {
    float[] sequence = generator(sines(seed, 1, 1000)).sequence(0);

    double peak = IntStream.range(0, 1000).mapToDouble(i -> Math.abs(sequence[i])).max().orElse(0);
    long crossings =
        IntStream.range(1, 1000).filter(i -> sequence[i - 1] < 0 != sequence[i] < 0).count();
    assertThat(peak).isBetween(0.499, 1.5001);
    assertThat(crossings).isBetween(1L, 11L);
  }

  private static SignalPlan steps(SignalShape shape, int leastPoints, int points, int features) {
    return new SignalPlan(
        5,
        300,
        new SignalPlan.SequencePoints(leastPoints, points),
        features,
        shape,
        0,
        SignalAnomaly.STEP,
        0.5);
  }

  @Example
  void anAnomalousStepLiesOffInOneFeatureAndNowhereElse() {
    SignalGenerator generator = generator(steps(SignalShape.RAMP, 4, 9, 3));
    Set<Integer> features = new HashSet<>();
    for (int index = 0; index < 300; index++) {
      float[] values = generator.sequence(index);
      float[] clean = generator.clean(index);
      int[] labels = generator.labels(index);
      assertThat(labels.length).isBetween(4, 9);
      assertThat(values).hasSize(3 * labels.length).hasSameSizeAs(clean);
      assertThat(IntStream.of(labels).sum()).isEqualTo(generator.label(index));
      assertThat(generator.anomalousFeature(index).isPresent())
          .isEqualTo(generator.label(index) == 1);
      generator.anomalousFeature(index).ifPresent(features::add);
      for (int i = 0; i < values.length; i++) {
        boolean off =
            labels[i / 3] == 1 && generator.anomalousFeature(index).orElseThrow() == i % 3;
        assertThat(Math.abs(values[i] - clean[i]) > 1).isEqualTo(off);
      }
    }
    assertThat(features).containsExactly(0, 1, 2);
  }

  @Example
  void featuresFollowTheFirstOneAlikeInAllSequences() {
    SignalGenerator generator = generator(steps(SignalShape.RAMP, 10, 10, 2));
    double gain = gain(generator.clean(0));
    for (int index = 1; index < 20; index++) {
      assertThat(gain(generator.clean(index))).isCloseTo(gain, within(1e-4));
    }
    assertThat(Math.abs(gain)).isBetween(0.5, 1.5);
  }

  /** How much the second of two features rises where the first rises by 1. */
  private static double gain(float[] flat) {
    return (flat[flat.length - 1] - flat[1]) / (flat[flat.length - 2] - flat[0]);
  }

  @Example
  void aRampIsAStraightLine() {
    float[] ramp = generator(steps(SignalShape.RAMP, 10, 10, 1)).clean(0);
    assertThat(ramp).hasSize(10);
    assertThat(ramp[0]).isBetween(0f, 2f);
    for (int i = 1; i < 10; i++) {
      assertThat(ramp[i] - ramp[i - 1]).isCloseTo(ramp[1] - ramp[0], within(1e-5f));
      assertThat(ramp[i] - ramp[i - 1]).isBetween(0.49f, 1.51f);
    }
  }

  @Example
  void withoutNoiseAndAnomaliesTheSequenceIsClean() {
    SignalGenerator generator = generator(sines(1, 5, POINTS));

    assertThat(generator.sequence(3)).isEqualTo(generator.clean(3));
    assertThat(generator.label(3)).isZero();
  }

  @Example
  void noiseHasTheGivenDeviationAndLeavesTheCleanSignal() {
    SignalGenerator noisy = generator(sines(1, 5, 20_000, 0.2, 0));
    float[] clean = generator(sines(1, 5, 20_000)).sequence(2);
    float[] sequence = noisy.sequence(2);

    double meanSquare =
        IntStream.range(0, clean.length)
            .mapToDouble(i -> Math.pow(sequence[i] - clean[i], 2))
            .average()
            .orElseThrow();

    assertThat(noisy.clean(2)).isEqualTo(clean);
    assertThat(Math.sqrt(meanSquare)).isCloseTo(0.2, within(0.01));
  }

  @Example
  void noiseAsAnomalyLeavesHealthySequencesClean() {
    SignalGenerator generator =
        generator(
            new SignalPlan(
                8,
                50,
                SignalPlan.SequencePoints.all(POINTS),
                1,
                SignalShape.SINE,
                0.3,
                SignalAnomaly.NOISE,
                0.5));
    for (int index = 0; index < 50; index++) {
      boolean noisy = rootMeanSquareDifference(generator, index) > 0.2;
      assertThat(noisy).as(generator.id(index)).isEqualTo(generator.label(index) == 1);
      assertThat(noisy || Arrays.equals(generator.sequence(index), generator.clean(index)))
          .isTrue();
    }
  }

  @Example
  void theLabelTellsAnomalousSequencesFromHealthyOnes() {
    SignalGenerator generator = generator(sines(8, 500, POINTS, 0, 0.2));

    for (int index = 0; index < 500; index++) {
      boolean differs = rootMeanSquareDifference(generator, index) > 0.05;
      assertThat(differs).as(generator.id(index)).isEqualTo(generator.label(index) == 1);
    }
    assertThat(IntStream.range(0, 500).map(generator::label).sum()).isBetween(75, 125);
  }

  private static double rootMeanSquareDifference(SignalGenerator generator, int index) {
    float[] sequence = generator.sequence(index);
    float[] clean = generator.clean(index);
    return Math.sqrt(
        IntStream.range(0, clean.length)
            .mapToDouble(i -> Math.pow(sequence[i] - clean[i], 2))
            .average()
            .orElseThrow());
  }

  @Example
  void healthySequencesStayTheSameWhereOthersTurnAnomalous() {
    SignalGenerator healthy = generator(sines(8, 50, POINTS));
    SignalGenerator mixed = generator(sines(8, 50, POINTS, 0, 0.5));

    assertThat(IntStream.range(0, 50).filter(index -> mixed.label(index) == 0))
        .isNotEmpty()
        .allSatisfy(index -> assertThat(mixed.sequence(index)).isEqualTo(healthy.sequence(index)));
  }

  @Example
  void onePointIsEnough() {
    assertThat(generator(sines(1, 1, 1, 0, 1)).sequence(0)).hasSize(1);
  }

  @Example
  void idsCountFromOneAndEndWithThePlan() {
    SignalGenerator generator = generator(sines(1, 20, 1));

    assertThat(generator.id(0)).isEqualTo("signal-000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator.sequence(20))
        .withMessage("sequence 20 does not exist. Use 0 to 19");
  }
}
