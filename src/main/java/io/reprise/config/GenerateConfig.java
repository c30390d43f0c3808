package io.reprise.config;

import io.reprise.core.synthetic.Dirt;
import io.reprise.core.synthetic.SensorPlan;
import io.reprise.core.synthetic.SignalAnomaly;
import io.reprise.core.synthetic.SignalPlan;
import io.reprise.core.synthetic.SignalShape;
import java.util.Locale;

/** What the generate job writes, and whether an audit generates its archive first. */
public record GenerateConfig(
    Kind kind, boolean beforeAudit, SensorPlan sensors, SignalPlan signals) {

  public enum Kind {
    SENSORS,
    SIGNALS;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static GenerateConfig of(Keys keys) {
    try {
      return new GenerateConfig(
          keys.choice("generate.kind", Kind.class),
          keys.flag("generate.before-audit"),
          sensors(keys),
          signals(keys));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("generate: " + e.getMessage(), e);
    }
  }

  private static SensorPlan sensors(Keys keys) {
    return new SensorPlan(
        keys.longInteger("generate.seed"),
        keys.integer("generate.sensors.series"),
        keys.integer("generate.sensors.points"),
        keys.instant("generate.sensors.start"),
        keys.duration("generate.sensors.period"),
        keys.integer("generate.sensors.faults"),
        keys.number("generate.sensors.faults-after"),
        new Dirt(
            keys.integer("generate.sensors.gaps"),
            keys.number("generate.sensors.duplicates"),
            keys.number("generate.sensors.out-of-order"),
            keys.number("generate.sensors.broken")));
  }

  private static SignalPlan signals(Keys keys) {
    int most = keys.integer("generate.signals.points");
    int least = keys.optional("generate.signals.least-points", Keys::integer).orElse(most);
    return new SignalPlan(
        keys.longInteger("generate.seed"),
        keys.integer("generate.signals.sequences"),
        new SignalPlan.SequencePoints(least, most),
        keys.integer("generate.signals.features"),
        keys.choice("generate.signals.shape", SignalShape.class),
        keys.number("generate.signals.noise"),
        keys.choice("generate.signals.anomaly", SignalAnomaly.class),
        keys.number("generate.signals.anomalies"));
  }
}
