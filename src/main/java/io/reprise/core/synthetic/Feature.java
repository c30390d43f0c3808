package io.reprise.core.synthetic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a pump's sensors measure, and how each quantity answers the load. */
public enum Feature {
  /** In mm/s. */
  VIBRATION(2.5, 2.0, 0.0, Duration.ZERO),
  /** In °C; the only one that also follows the time of day. */
  TEMPERATURE(42.0, 24.0, 0.12, Duration.ofMinutes(75)),
  /** In bar. */
  PRESSURE(4.0, 3.0, 0.0, Duration.ofMinutes(10));

  static final List<Feature> ALL = List.of(values());

  /** Value without load. */
  final double base;

  /** Rise from no load to full load. */
  final double swing;

  /** Amplitude of the day's own rhythm, as a share of the swing. */
  final double daily;

  /** Time constant of the first-order lag behind the load. */
  final Duration lag;

  Feature(double base, double swing, double daily, Duration lag) {
    this.base = base;
    this.swing = swing;
    this.daily = daily;
    this.lag = lag;
  }

  /** Name of the column that holds it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
