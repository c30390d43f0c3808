package io.reprise.config;

import static io.reprise.config.Settings.said;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every key of {@code conf/reprise.conf} reaches the configuration. */
class ConfigurationTest {

  /** Another value for every key of the reference. */
  private static final Map<String, String> OTHERS = new TreeMap<>();

  static {
    OTHERS.put("archive.path", "output/elsewhere");
    OTHERS.put("archive.format", "csv");
    OTHERS.put("archive.layout", "sequences");
    OTHERS.put("archive.options", "{sep = x}");
    OTHERS.put("archive.derived", "{a = b}");
    OTHERS.put("archive.columns.series", "a");
    OTHERS.put("archive.columns.time", "a");
    OTHERS.put("archive.columns.features", "[a]");
    OTHERS.put("archive.columns.label", "a");
    OTHERS.put("archive.columns.metric", "a");
    OTHERS.put("archive.columns.value", "a");
    OTHERS.put("archive.columns.quality", "a");
    OTHERS.put("archive.columns.date", "a");
    OTHERS.put("archive.time-format", "seconds");
    OTHERS.put("archive.series-by-file", "true");
    OTHERS.put("archive.time-zone", "Europe/Berlin");
    OTHERS.put("archive.labels.path", "elsewhere");
    OTHERS.put("archive.labels.format", "json");
    OTHERS.put("archive.labels.series", "a");
    OTHERS.put("archive.labels.start", "a");
    OTHERS.put("archive.labels.end", "a");
    OTHERS.put("archive.normal-labels", "[a]");
    OTHERS.put("archive.from", "2024-01-01");
    OTHERS.put("archive.to", "2024-01-01");
    OTHERS.put("reference", "{path = elsewhere}");
    OTHERS.put("ingest.chunk", "7");
    OTHERS.put("ingest.partition", "year");
    OTHERS.put("clean.period", "1 minute");
    OTHERS.put("clean.aggregate", "max");
    OTHERS.put("clean.duplicates", "last");
    OTHERS.put("clean.fill", "previous");
    OTHERS.put("clean.max-gap", "7");
    OTHERS.put("clean.values.null", "missing");
    OTHERS.put("clean.values.unparsable", "missing");
    OTHERS.put("clean.values.nan", "missing");
    OTHERS.put("clean.values.infinite", "missing");
    OTHERS.put("clean.values.out-of-bounds", "missing");
    OTHERS.put("clean.bounds", "{a = [0, 1]}");
    OTHERS.put("clean.future", "7 days");
    OTHERS.put("clean.good-quality", "[a]");
    OTHERS.put("clean.max-quarantined", "0.7");
    OTHERS.put("clean.unreadable", "refuse");
    OTHERS.put("window.length", "47");
    OTHERS.put("window.stride", "7");
    OTHERS.put("window.smooth", "true");
    OTHERS.put("window.smooth-points", "3");
    OTHERS.put("split.train.fraction", "0.7");
    OTHERS.put("split.train.until", "2024-01-01");
    OTHERS.put("split.train.first-points", "7");
    OTHERS.put("split.validation.fraction", "0.17");
    OTHERS.put("split.validation.until", "2024-01-01");
    OTHERS.put("split.validation.first-points", "7");
    OTHERS.put("split.train-on-normal", "true");
    OTHERS.put("normalize.method", "robust");
    OTHERS.put("normalize.scope", "global");
    OTHERS.put("normalize.wandering", "[disk]");
    OTHERS.put("network.encoder", "[7]");
    OTHERS.put("network.decoder", "[7]");
    OTHERS.put("network.decoder-input", "state");
    OTHERS.put("network.reversed", "true");
    OTHERS.put("network.dropout", "0.07");
    OTHERS.put("network.loss", "mae");
    OTHERS.put("network.engine", "dl4j");
    OTHERS.put("network.precision", "auto");
    OTHERS.put("training.epochs", "7");
    OTHERS.put("training.batch", "7");
    OTHERS.put("training.learning-rate", "0.7");
    OTHERS.put("training.averaging-frequency", "7");
    OTHERS.put("training.patience", "7");
    OTHERS.put("training.least-improvement", "0.07");
    OTHERS.put("training.noise", "0.07");
    OTHERS.put("training.schedule.kind", "cosine");
    OTHERS.put("training.schedule.factor", "0.7");
    OTHERS.put("training.schedule.epochs", "7");
    OTHERS.put("training.clip-norm", "7");
    OTHERS.put("training.checkpoint.rounds", "7");
    OTHERS.put("training.checkpoint.minutes", "7");
    OTHERS.put("training.resume", "true");
    OTHERS.put("training.workers", "7");
    OTHERS.put("training.per-series", "true");
    OTHERS.put("training.promote", "never");
    OTHERS.put("training.promote-tolerance", "0.7");
    OTHERS.put("training.seed", "7");
    OTHERS.put("scoring.batch", "7");
    OTHERS.put("scoring.splits", "all");
    OTHERS.put("scoring.weights", "none");
    OTHERS.put("scoring.smooth", "7");
    OTHERS.put("scoring.detector", "pca");
    OTHERS.put("scoring.outputs", "[embedding]");
    OTHERS.put("threshold.rule", "fixed");
    OTHERS.put("threshold.k", "7");
    OTHERS.put("threshold.quantile", "0.7");
    OTHERS.put("threshold.contamination", "0.07");
    OTHERS.put("threshold.risk", "0.07");
    OTHERS.put("threshold.scope", "series");
    OTHERS.put("threshold.level", "both");
    OTHERS.put("report.fail-above", "0.7");
    OTHERS.put("report.least-duration", "7");
    OTHERS.put("report.spike", "4");
    OTHERS.put("report.gap-tolerance", "7");
    OTHERS.put("report.replays", "7");
    OTHERS.put("report.typical", "7");
    OTHERS.put("generate.kind", "signals");
    OTHERS.put("generate.seed", "7");
    OTHERS.put("retention.age", "70 days");
    OTHERS.put("retention.keep", "7");
    OTHERS.put("retention.grace", "7 days");
    OTHERS.put("generate.before-audit", "true");
    OTHERS.put("generate.sensors.series", "7");
    OTHERS.put("generate.sensors.points", "4000");
    OTHERS.put("generate.sensors.period", "7 minutes");
    OTHERS.put("generate.sensors.start", "2020-01-01");
    OTHERS.put("generate.sensors.faults", "7");
    OTHERS.put("generate.sensors.faults-after", "0.5");
    OTHERS.put("generate.sensors.gaps", "7");
    OTHERS.put("generate.sensors.duplicates", "0.07");
    OTHERS.put("generate.sensors.out-of-order", "0.07");
    OTHERS.put("generate.sensors.broken", "0.07");
    OTHERS.put("generate.signals.sequences", "70");
    OTHERS.put("generate.signals.points", "70");
    OTHERS.put("generate.signals.least-points", "7");
    OTHERS.put("generate.signals.features", "7");
    OTHERS.put("generate.signals.shape", "ramp");
    OTHERS.put("generate.signals.anomaly", "step");
    OTHERS.put("generate.signals.noise", "0.07");
    OTHERS.put("generate.signals.anomalies", "0.07");
    OTHERS.put("output.path", "elsewhere");
  }

  private static final List<String> OF_A_RULE =
      List.of("threshold.quantile", "threshold.contamination", "threshold.risk");

  private static final List<String> OF_A_SCHEDULE =
      List.of("training.schedule.factor", "training.schedule.epochs");

  /** The keys of the reference that hold a value, nothing or an empty section. */
  private static List<String> keys() {
    Config reference = ConfigFactory.parseResources(Configuration.class, "reprise.conf");
    List<String> keys = new ArrayList<>();
    collect("", reference.root(), keys);
    return keys;
  }

  private static void collect(String prefix, ConfigObject object, List<String> keys) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (entry.getValue() instanceof ConfigObject section && !section.isEmpty()) {
        collect(prefix + entry.getKey() + ".", section, keys);
      } else {
        keys.add(prefix + entry.getKey());
      }
    }
  }

  @Test
  void theReferenceHasTheseKeys() {
    assertThat(keys()).containsExactlyInAnyOrderElementsOf(OTHERS.keySet());
  }

  @Test
  void everyKeyMakesADifference() {
    Configuration defaults = with();

    for (String key : OTHERS.keySet()) {
      if (key.endsWith("first-points") || OF_A_RULE.contains(key) || OF_A_SCHEDULE.contains(key)) {
        continue;
      }
      boolean generates = key.equals("generate.before-audit");
      assertDifference(defaults, key, generates ? List.of("archive.path=output/own") : List.of());
    }
  }

  /** The parts of a split must both count points, so these two keys cannot be set alone. */
  @Test
  void bothFirstPointsMakeADifference() {
    List<String> both = List.of("split.train.first-points=9", "split.validation.first-points=9");

    for (String key : List.of("split.train.first-points", "split.validation.first-points")) {
      assertDifference(with(both.toArray(String[]::new)), key, both);
    }
  }

  @Test
  void settingsOfARuleMakeADifferenceToIt() {
    for (String key : OF_A_RULE) {
      String rule = key.equals("threshold.risk") ? "pot" : key.substring("threshold.".length());
      List<String> chosen = List.of("threshold.rule=" + rule);

      assertDifference(with(chosen.toArray(String[]::new)), key, chosen);
    }
  }

  @Test
  void settingsOfAScheduleMakeADifferenceToIt() {
    List<String> step = List.of("training.schedule.kind=step");

    for (String key : OF_A_SCHEDULE) {
      assertDifference(with(step.toArray(String[]::new)), key, step);
    }
  }

  private static void assertDifference(Configuration from, String key, List<String> before) {
    List<String> settings = new ArrayList<>(before);
    settings.add(key + "=" + OTHERS.get(key));
    assertThat(said(with(settings.toArray(String[]::new)))).as(key).isNotEqualTo(said(from));
  }

  @Test
  void outputHasADefault() {
    assertThat(with().outputPath()).isEqualTo("output");
    assertThat(with("output.path=s3a://bucket/audits").outputPath())
        .isEqualTo("s3a://bucket/audits");
    Settings.assertRefused("output.path=null", "must be a text");
  }
}
