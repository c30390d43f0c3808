package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.GenerateConfig.Kind;
import io.reprise.core.synthetic.Dirt;
import io.reprise.core.synthetic.SensorPlan;
import io.reprise.core.synthetic.SignalAnomaly;
import io.reprise.core.synthetic.SignalPlan;
import io.reprise.core.synthetic.SignalShape;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class GenerateConfigTest {

  @Test
  void defaults() {
    assertThat(with().generate())
        .isEqualTo(
            new GenerateConfig(
                Kind.SENSORS,
                false,
                new SensorPlan(
                    42,
                    6,
                    4032,
                    Instant.parse("2024-01-01T00:00:00Z"),
                    Duration.ofMinutes(10),
                    15,
                    0.67,
                    Dirt.NONE),
                new SignalPlan(
                    42,
                    5000,
                    SignalPlan.SequencePoints.all(100),
                    1,
                    SignalShape.SINE,
                    0,
                    SignalAnomaly.SHAPE,
                    0)));
  }

  @Test
  void mapping() {
    GenerateConfig generate =
        with(
                "generate.kind=signals",
                "generate.seed=7",
                "generate.sensors.series=2",
                "generate.sensors.points=1000",
                "generate.sensors.period=1 minute",
                "generate.sensors.start=2020-02-29",
                "generate.sensors.faults=3",
                "generate.sensors.faults-after=0.5",
                "generate.sensors.gaps=4",
                "generate.sensors.duplicates=0.01",
                "generate.sensors.out-of-order=0.02",
                "generate.sensors.broken=0.03",
                "generate.signals.sequences=50",
                "generate.before-audit=true",
                "archive.path=elsewhere/archive",
                "output.path=elsewhere",
                "generate.signals.points=60",
                "generate.signals.least-points=20",
                "generate.signals.features=3",
                "generate.signals.shape=ramp",
                "generate.signals.anomaly=step",
                "generate.signals.noise=0.1",
                "generate.signals.anomalies=0.2")
            .generate();

    assertThat(generate)
        .isEqualTo(
            new GenerateConfig(
                Kind.SIGNALS,
                true,
                new SensorPlan(
                    7,
                    2,
                    1000,
                    Instant.parse("2020-02-29T00:00:00Z"),
                    Duration.ofMinutes(1),
                    3,
                    0.5,
                    new Dirt(4, 0.01, 0.02, 0.03)),
                new SignalPlan(
                    7,
                    50,
                    new SignalPlan.SequencePoints(20, 60),
                    3,
                    SignalShape.RAMP,
                    0.1,
                    SignalAnomaly.STEP,
                    0.2)));
    assertThat(generate.kind().text()).isEqualTo("signals");
  }

  @Test
  void rejections() {
    assertRefused("generate.kind=noise", "must be one of sensors, signals");
    assertRefused("generate.before-audit=true", "which must lie under output.path");
    assertRefused("generate.sensors.period=never", "must be a duration");
    assertRefused("generate.sensors.start=now", "must be an ISO-8601 time or date");
    for (String setting :
        new String[] {
          "generate.sensors.series=0",
          "generate.sensors.points=0",
          "generate.sensors.broken=2",
          "generate.signals.least-points=101",
          "generate.signals.features=0",
          "generate.signals.noise=-1",
          "generate.signals.anomalies=1.5"
        }) {
      Assertions.assertThatThrownBy(() -> with(setting))
          .as(setting)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("generate: ");
    }
  }

  @Test
  void archivesHaveAnEnd() {
    assertTooMany(
        "generate.sensors.series=2000000000", "series is 2000000000. Use 1000000 or less");
    assertTooMany("generate.sensors.points=2000000000", "Use 10000000 or less");
    assertTooMany("generate.sensors.faults=2000000000", "Use 1000000 or less");
    assertTooMany("generate.signals.sequences=2000000000", "Use 10000000 or less");
    assertTooMany("generate.signals.points=2000000000", "Use 100000000 or less in a sequence");
    assertTooMany("generate.signals.features=2000000000", "Use 100000000 or less in a sequence");
  }

  private static void assertTooMany(String setting, String message) {
    Assertions.assertThatThrownBy(() -> with(setting))
        .as(setting)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("generate: ")
        .hasMessageContaining(message);
  }
}
