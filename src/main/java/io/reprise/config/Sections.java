package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.reprise.config.Configuration.GenerateConfig;
import io.reprise.core.network.DecoderInput;
import io.reprise.core.network.Loss;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Scope;
import io.reprise.core.report.EventRule;
import io.reprise.core.series.Aggregation;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Duplicates;
import io.reprise.core.series.Filling;
import io.reprise.core.synthetic.Dirt;
import io.reprise.core.synthetic.SensorPlan;
import io.reprise.core.synthetic.SignalAnomaly;
import io.reprise.core.synthetic.SignalPlan;
import io.reprise.core.synthetic.SignalShape;
import io.reprise.core.threshold.ThresholdRule;
import io.reprise.core.training.LearningRate;
import java.util.Optional;

/** From a resolved document to the records of its sections. */
final class Sections {

  private static final ConfigValue NONE = ConfigValueFactory.fromAnyRef(null);

  private Sections() {}

  static Configuration of(Config config) {
    Keys keys = new Keys(config);
    return new Configuration(
        archive(keys),
        reference(config),
        new IngestConfig(
            keys.integer("ingest.chunk"), keys.choice("ingest.partition", DatePart.class)),
        new CleanConfig(
            keys.optional("clean.period", Keys::duration),
            keys.choice("clean.aggregate", Aggregation.class),
            keys.choice("clean.duplicates", Duplicates.class),
            keys.choice("clean.fill", Filling.class),
            keys.integer("clean.max-gap"),
            new CleanConfig.Values(
                treatment(keys, "null"),
                treatment(keys, "unparsable"),
                treatment(keys, "nan"),
                treatment(keys, "infinite"),
                treatment(keys, "out-of-bounds")),
            keys.bounds("clean.bounds"),
            keys.optional("clean.future", Keys::duration),
            keys.texts("clean.good-quality"),
            keys.number("clean.max-quarantined")),
        new WindowConfig(
            keys.integer("window.length"),
            keys.integer("window.stride"),
            keys.integer("window.smooth-points"),
            keys.flag("window.smooth")),
        new SplitConfig(
            part(keys, "split.train"),
            part(keys, "split.validation"),
            keys.flag("split.train-on-normal")),
        new NormalizeConfig(
            keys.choice("normalize.method", Method.class),
            keys.choice("normalize.scope", Scope.class)),
        new NetworkConfig(
            keys.integers("network.encoder"),
            keys.integers("network.decoder"),
            keys.choice("network.decoder-input", DecoderInput.class),
            keys.flag("network.reversed"),
            keys.number("network.dropout"),
            keys.choice("network.loss", Loss.class),
            keys.choice("network.engine", EngineChoice.class)),
        training(keys),
        new ScoringConfig(
            keys.integer("scoring.batch"),
            keys.choice("scoring.splits", ScoringConfig.Splits.class),
            keys.choices("scoring.outputs", ScoringConfig.Output.class)),
        threshold(keys),
        new ReportConfig(
            keys.optional("report.fail-above", Keys::number),
            new EventRule(
                keys.integer("report.gap-tolerance"),
                keys.integer("report.least-duration"),
                keys.number("report.spike")),
            keys.integer("report.replays"),
            keys.integer("report.typical")),
        generate(keys),
        keys.text("output.path"),
        new Resolved(config));
  }

  private static CleanConfig.Treatment treatment(Keys keys, String kind) {
    return keys.choice("clean.values." + kind, CleanConfig.Treatment.class);
  }

  private static ArchiveConfig archive(Keys keys) {
    return new ArchiveConfig(
        keys.optional("archive.path", Keys::text),
        new ArchiveConfig.Format(keys.text("archive.format")),
        layout(keys),
        keys.map("archive.options"),
        keys.map("archive.derived"),
        new ArchiveConfig.Columns(
            keys.optional("archive.columns.series", Keys::text),
            keys.optional("archive.columns.time", Keys::text),
            keys.texts("archive.columns.features"),
            keys.optional("archive.columns.label", Keys::text),
            keys.optional("archive.columns.metric", Keys::text),
            keys.optional("archive.columns.value", Keys::text),
            keys.optional("archive.columns.quality", Keys::text),
            keys.optional("archive.columns.date", Keys::text)),
        keys.flag("archive.series-by-file"),
        new ArchiveConfig.Times(
            keys.optional("archive.time-format", Keys::timeFormat)
                .orElseGet(TimeFormat.Standard::new),
            keys.zone("archive.time-zone")),
        keys.texts("archive.normal-labels"),
        new ArchiveConfig.Intervals(
            keys.optional("archive.labels.path", Keys::text),
            keys.text("archive.labels.format"),
            keys.text("archive.labels.series"),
            keys.text("archive.labels.start"),
            keys.text("archive.labels.end")),
        keys.optional("archive.from", Keys::instant),
        keys.optional("archive.to", Keys::instant));
  }

  /** The archive that is learnt from, if it is not the one that is judged. */
  private static Optional<ArchiveConfig> reference(Config config) {
    Config own = config.getConfig("reference");
    if (own.isEmpty()) {
      return Optional.empty();
    }
    require(own.hasPath("path"), "reference.path", null, "must name the archive to learn from");
    Config others = config.getConfig("archive").withValue("from", NONE).withValue("to", NONE);
    return Optional.of(
        archive(new Keys(config.withValue("archive", own.withFallback(others).root()))));
  }

  private static SplitConfig.Part part(Keys keys, String key) {
    return new SplitConfig.Part(
        keys.number(key + ".fraction"),
        keys.optional(key + ".until", Keys::instant),
        keys.optional(key + ".first-points", Keys::integer));
  }

  private static TrainingConfig training(Keys keys) {
    return new TrainingConfig(
        keys.integer("training.epochs"),
        keys.optional("training.patience", Keys::integer),
        keys.number("training.least-improvement"),
        keys.integer("training.batch"),
        keys.number("training.noise"),
        keys.number("training.learning-rate"),
        schedule(keys),
        keys.number("training.clip-norm"),
        keys.integer("training.averaging-frequency"),
        keys.integer("training.workers"),
        keys.flag("training.per-series"),
        new TrainingConfig.CheckpointConfig(
            keys.integer("training.checkpoint.rounds"), keys.number("training.checkpoint.minutes")),
        keys.flag("training.resume"),
        keys.longInteger("training.seed"));
  }

  private enum Schedule {
    CONSTANT,
    STEP,
    COSINE,
    PLATEAU
  }

  private static LearningRate schedule(Keys keys) {
    double rate = keys.number("training.learning-rate");
    double factor = keys.number("training.schedule.factor");
    int epochs = keys.integer("training.schedule.epochs");
    ConfigurationException.require(
        factor > 0 && factor < 1,
        "training.schedule.factor",
        factor,
        "must be above 0 and below 1");
    ConfigurationException.require(
        epochs > 0, "training.schedule.epochs", epochs, "must be at least 1");
    return switch (keys.choice("training.schedule.kind", Schedule.class)) {
      case CONSTANT -> new LearningRate.Constant(rate);
      case STEP -> new LearningRate.Step(rate, factor, epochs);
      case COSINE -> new LearningRate.Cosine(rate, keys.integer("training.epochs"));
      case PLATEAU ->
          new LearningRate.Plateau(rate, factor, epochs, keys.number("training.least-improvement"));
    };
  }

  private enum Rule {
    SIGMA,
    QUANTILE,
    MAD,
    POT,
    CONTAMINATION,
    FIXED,
    LABELS
  }

  private static ThresholdConfig threshold(Keys keys) {
    double k = keys.number("threshold.k");
    require(k > 0 && Double.isFinite(k), "threshold.k", k, "must be above 0 and finite");
    double quantile = fraction(keys, "threshold.quantile");
    double contamination = fraction(keys, "threshold.contamination");
    double risk = fraction(keys, "threshold.risk");
    ThresholdRule rule =
        switch (keys.choice("threshold.rule", Rule.class)) {
          case SIGMA -> new ThresholdRule.Sigma(k);
          case QUANTILE -> new ThresholdRule.Quantile(quantile);
          case MAD -> new ThresholdRule.Mad(k);
          case POT -> new ThresholdRule.Pot(risk);
          case CONTAMINATION -> new ThresholdRule.Contamination(contamination);
          case FIXED -> new ThresholdRule.Fixed(k);
          case LABELS -> new ThresholdRule.Labels();
        };
    return new ThresholdConfig(
        rule,
        keys.choice("threshold.scope", ThresholdConfig.Scope.class),
        keys.optional("threshold.level", (all, key) -> all.choice(key, ThresholdConfig.Level.class))
            .orElseGet(() -> usualLevel(keys)));
  }

  private static ThresholdConfig.Level usualLevel(Keys keys) {
    return layout(keys) == ArchiveConfig.Layout.SEQUENCES
        ? ThresholdConfig.Level.SEQUENCE
        : ThresholdConfig.Level.POINT;
  }

  private static ArchiveConfig.Layout layout(Keys keys) {
    return keys.choice("archive.layout", ArchiveConfig.Layout.class);
  }

  private static double fraction(Keys keys, String key) {
    double fraction = keys.number(key);
    require(fraction > 0 && fraction < 1, key, fraction, "must be above 0 and below 1");
    return fraction;
  }

  private static GenerateConfig generate(Keys keys) {
    long seed = keys.longInteger("generate.seed");
    try {
      return new GenerateConfig(
          keys.choice("generate.kind", GenerateConfig.Kind.class),
          keys.flag("generate.before-audit"),
          new SensorPlan(
              seed,
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
                  keys.number("generate.sensors.broken"))),
          signals(keys, seed));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("generate: " + e.getMessage(), e);
    }
  }

  private static SignalPlan signals(Keys keys, long seed) {
    int points = keys.integer("generate.signals.points");
    return new SignalPlan(
        seed,
        keys.integer("generate.signals.sequences"),
        keys.optional("generate.signals.least-points", Keys::integer).orElse(points),
        points,
        keys.integer("generate.signals.features"),
        keys.choice("generate.signals.shape", SignalShape.class),
        keys.number("generate.signals.noise"),
        keys.choice("generate.signals.anomaly", SignalAnomaly.class),
        keys.number("generate.signals.anomalies"));
  }
}
