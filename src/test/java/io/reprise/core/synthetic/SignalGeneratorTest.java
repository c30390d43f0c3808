package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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

  @Example
  void drawsTheSameValuesForEver() {
    assertThat(generator(SignalPlan.clean(42, 1, 4)).sequence(0))
        .containsExactly(-0.01810936f, 0.44039336f, 0.7723326f, 0.8823133f);
  }

  @Property(tries = 50)
  void aSequenceDependsOnlyOnSeedAndIndex(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int index) {
    SignalPlan plan = SignalPlan.clean(seed, 10, POINTS).withNoise(0.1).withAnomalies(0.5);
    SignalPlan larger = SignalPlan.clean(seed, 99, POINTS).withNoise(0.1).withAnomalies(0.5);

    float[] sequence = generator(plan).sequence(index);

    assertThat(generator(plan).sequence(index)).isEqualTo(sequence);
    assertThat(generator(larger).sequence(index)).isEqualTo(sequence);
    assertThat(generator(larger).label(index)).isEqualTo(generator(plan).label(index));
    assertThat(generator(larger).sequence(index + 1)).isNotEqualTo(sequence);
  }

  @Property(tries = 50)
  void cyclesAndAmplitudeStayInTheirRanges(@ForAll long seed) {
    SignalPlan plan = new SignalPlan(seed, 1, 1000, new Range(2, 3), new Range(0.5, 0.6), 0, 0);

    float[] sequence = generator(plan).sequence(0);

    double peak = IntStream.range(0, 1000).mapToDouble(i -> Math.abs(sequence[i])).max().orElse(0);
    long crossings =
        IntStream.range(1, 1000).filter(i -> sequence[i - 1] < 0 != sequence[i] < 0).count();
    assertThat(peak).isBetween(0.499, 0.6001);
    assertThat(crossings).isBetween(3L, 7L);
  }

  @Example
  void withoutNoiseAndAnomaliesTheSequenceIsClean() {
    SignalGenerator generator = generator(SignalPlan.clean(1, 5, POINTS));

    assertThat(generator.sequence(3)).isEqualTo(generator.clean(3));
    assertThat(generator.label(3)).isZero();
  }

  @Example
  void noiseHasTheGivenDeviationAndLeavesTheCleanSignal() {
    SignalGenerator noisy = generator(SignalPlan.clean(1, 5, 20_000).withNoise(0.2));
    float[] clean = generator(SignalPlan.clean(1, 5, 20_000)).sequence(2);
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
  void theLabelTellsAnomalousSequencesFromHealthyOnes() {
    SignalGenerator generator = generator(SignalPlan.clean(8, 500, POINTS).withAnomalies(0.2));

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
    SignalGenerator healthy = generator(SignalPlan.clean(8, 50, POINTS));
    SignalGenerator mixed = generator(SignalPlan.clean(8, 50, POINTS).withAnomalies(0.5));

    assertThat(IntStream.range(0, 50).filter(index -> mixed.label(index) == 0))
        .isNotEmpty()
        .allSatisfy(index -> assertThat(mixed.sequence(index)).isEqualTo(healthy.sequence(index)));
  }

  @Example
  void onePointIsEnough() {
    assertThat(generator(SignalPlan.clean(1, 1, 1).withAnomalies(1)).sequence(0)).hasSize(1);
  }

  @Example
  void idsCountFromOneAndEndWithThePlan() {
    SignalGenerator generator = generator(SignalPlan.clean(1, 20, 1));

    assertThat(generator.id(0)).isEqualTo("signal-000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator.sequence(20))
        .withMessage("sequence 20 does not exist. Use 0 to 19");
  }
}
