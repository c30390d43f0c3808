package io.reprise.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PeaksOverThresholdTest {

  /** The tails of reference.py, by the uniform number that makes an error. */
  private static DoubleUnaryOperator shape(String name) {
    return switch (name) {
      case "exponential" -> u -> -Math.log(u);
      case "heavy" -> u -> (Math.pow(u, -0.3) - 1) / 0.3;
      case "very heavy" -> u -> Math.pow(u, -0.7);
      case "bounded" -> u -> 1 - Math.pow(u, 0.4);
      case "weibull" -> u -> Math.sqrt(-Math.log(u));
      case "small unit" -> u -> -1e-6 * Math.pow(Math.log(u), 3);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ErrorSummary errors(DoubleUnaryOperator shape, long seed, int count) {
    Random random = new Random(seed);
    ErrorDistribution distribution = new ErrorDistribution();
    for (int i = 0; i < count; i++) {
      distribution.add((float) shape.applyAsDouble(random.nextDouble() + 0x1.0p-54));
    }
    return ErrorSummary.of(distribution);
  }

  @Test
  void agreesWithAnIndependentImplementation() throws IOException {
    JsonNode reference;
    try (InputStream file = getClass().getResourceAsStream("spot.json")) {
      reference = JsonMapper.builder().build().readTree(file);
    }
    assertThat(reference.get("cases")).hasSize(6);
    for (JsonNode each : reference.get("cases")) {
      String name = each.get("name").textValue();
      PeaksOverThreshold peaks =
          PeaksOverThreshold.of(
              errors(shape(name), each.get("seed").longValue(), reference.get("count").intValue()),
              reference.get("initialQuantile").doubleValue());

      assertThat(peaks.level()).as(name).isEqualTo(each.get("level").doubleValue());
      assertThat(peaks.peaks()).as(name).isEqualTo(each.get("peaks").intValue());
      assertThat(peaks.excess().shape())
          .as(name)
          .isCloseTo(each.get("shape").doubleValue(), within(1e-4));
      assertThat(peaks.excess().scale())
          .as(name)
          .isCloseTo(each.get("scale").doubleValue(), withPercentage(0.01));
      for (int i = 0; i < reference.get("risks").size(); i++) {
        double risk = reference.at("/risks/" + i).doubleValue();
        double value = peaks.exceededWith(risk);
        assertThat(value)
            .as("%s at %s", name, risk)
            .isCloseTo(each.at("/values/" + i).doubleValue(), withPercentage(0.1));
        assertThat(peaks.exceedance(value)).as(name).isCloseTo(risk, withPercentage(1e-6));
      }
    }
  }

  @Test
  void moreErrorsThanAreKeptRaiseTheLevel() {
    int count = 400_000;
    PeaksOverThreshold peaks = PeaksOverThreshold.of(errors(shape("exponential"), 5, count));

    assertThat(peaks.peaks()).isEqualTo(Tail.CAPACITY - 1);
    assertThat(peaks.rate()).isEqualTo((double) peaks.peaks() / count);
    assertThat(peaks.exceededWith(1e-6)).isCloseTo(-Math.log(1e-6), withPercentage(5));
  }

  @Test
  void fewErrorsLowerTheInitialQuantile() {
    assertThat(PeaksOverThreshold.of(Errors.summary(Errors.upTo(5000))).peaks()).isEqualTo(100);
    assertThat(PeaksOverThreshold.of(Errors.summary(Errors.upTo(2000))).peaks()).isEqualTo(100);
    assertThat(PeaksOverThreshold.of(Errors.summary(Errors.upTo(200))).peaks()).isEqualTo(20);
    assertThat(PeaksOverThreshold.of(Errors.summary(3)).peaks()).isZero();
  }

  @Test
  void equalExcessesHaveAnEnd() {
    float[] errors = new float[100];
    Arrays.fill(errors, 95, 100, 3);

    PeaksOverThreshold peaks = PeaksOverThreshold.of(Errors.summary(errors));

    assertThat(peaks.level()).isZero();
    assertThat(peaks.excess()).isEqualTo(new GeneralizedPareto(0, 3));
    assertThat(peaks.exceededWith(0.001)).isCloseTo(3 * Math.log(50), within(1e-9));
  }
}
