package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Smoothing;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A bundle as files: {@code model.json}, raw little-endian float arrays, and {@code checksums.json}
 * with the SHA-256 of each. Reading checks every sum before it looks at what the files say.
 */
public final class BundleCodec {

  /** Version 1 kept of the validation errors moments and ranks only, and still reads. */
  private static final int ONE_FOR_ALL = 2;

  /** Names the series whose networks lie one after another in the arrays. */
  private static final int ONE_EACH = 3;

  private static final String MODEL = "model.json";
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER = "updater.bin";

  public static final List<String> FILES = List.of(MODEL, PARAMETERS, UPDATER, Checksums.FILE);

  private BundleCodec() {}

  public static Map<String, byte[]> encode(Bundle bundle) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(MODEL, Json.bytes(model(bundle)));
    files.put(PARAMETERS, RawFloats.bytes(bundle.parameters().values()));
    files.put(UPDATER, RawFloats.bytes(bundle.updater()));
    return Checksums.added(files);
  }

  public static Bundle decode(Map<String, byte[]> files) {
    for (String name : FILES) {
      if (!files.containsKey(name)) {
        throw new MalformedException(
            "%s of the model is missing; train or copy the model again.".formatted(name));
      }
    }
    Checksums.check(files, "the model", "train or copy the model again");
    return bundle(
        Json.read(MODEL, files.get(MODEL)),
        RawFloats.of(files.get(PARAMETERS)),
        RawFloats.of(files.get(UPDATER)));
  }

  private static ObjectNode model(Bundle bundle) {
    boolean bySeries = bundle.parameters().isBySeries();
    ObjectNode model = Json.object().put("version", bySeries ? ONE_EACH : ONE_FOR_ALL);
    if (bySeries) {
      model.set("series", Json.texts(bundle.parameters().series()));
    }
    NetworkSpec spec = bundle.network();
    ObjectNode network = model.putObject("network");
    network
        .put("features", spec.features())
        .put("steps", spec.steps())
        .put("loss", name(spec.loss()))
        .put("learningRate", spec.learningRate())
        .put("seed", spec.seed())
        .<ObjectNode>set("encoder", Json.integers(spec.encoder()))
        .<ObjectNode>set("decoder", Json.integers(spec.decoder()));
    if (!spec.options().equals(NetworkOptions.PLAIN)) {
      network.set("options", options(spec.options()));
    }
    model.set("features", Json.texts(bundle.features()));
    model.set("normalizer", normalizer(bundle.normalizer()));
    model.set("window", windowing(bundle.windowing()));
    model.put("trainedOn", bundle.trainedOn());
    model.set("split", split(bundle.split()));
    model.set("training", training(bundle.training()));
    model.set("windowErrors", CalibrationCodec.encode(bundle.windowErrors()));
    bundle
        .pointErrors()
        .ifPresent(errors -> model.set("pointErrors", CalibrationCodec.encode(errors)));
    return model;
  }

  private static Bundle bundle(Fields model, float[] parameters, float[] updater) {
    int version = model.integer("version");
    if (version < 1 || version > ONE_EACH) {
      throw new MalformedException(
          "The model has version %d, this Reprise reads up to version %d; use the version that wrote it."
              .formatted(version, ONE_EACH));
    }
    Fields network = model.object("network");
    Fields window = model.object("window");
    Bundle bundle =
        new Bundle(
            new NetworkSpec(
                network.integer("features"),
                network.integer("steps"),
                network.integers("encoder"),
                network.integers("decoder"),
                constant(Loss.class, network.text("loss")),
                network.number("learningRate"),
                network.longInteger("seed"),
                network
                    .optionalObject("options")
                    .map(BundleCodec::options)
                    .orElse(NetworkOptions.PLAIN)),
            version == ONE_EACH
                ? bySeries(parameters, model.texts("series"))
                : Parameters.ofAll(parameters),
            updater,
            model.texts("features"),
            normalizer(model.object("normalizer")),
            windowing(window),
            model.text("trainedOn"),
            split(model.object("split")),
            training(model.object("training")),
            CalibrationCodec.decode(model.object("windowErrors")),
            model.optionalObject("pointErrors").map(CalibrationCodec::decode));
    network.end();
    window.end();
    model.end();
    return bundle;
  }

  private static Parameters bySeries(float[] values, List<String> series) {
    try {
      Parameters parameters = new Parameters(values, series);
      if (!parameters.isBySeries()) {
        throw new IllegalArgumentException("There is none");
      }
      return parameters;
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "model.json: series: %s; train the model again.".formatted(e.getMessage()), e);
    }
  }

  private static ObjectNode options(NetworkOptions options) {
    return Json.object()
        .put("decoderInput", name(options.decoderInput()))
        .put("reversed", options.reversed())
        .put("dropout", options.dropout())
        .put("clipNorm", options.clipNorm());
  }

  private static NetworkOptions options(Fields node) {
    NetworkOptions options =
        new NetworkOptions(
            constant(DecoderInput.class, node.text("decoderInput")),
            node.flag("reversed"),
            node.number("dropout"),
            node.number("clipNorm"));
    node.end();
    return options;
  }

  private static ObjectNode normalizer(Normalizer normalizer) {
    ObjectNode node =
        Json.object()
            .put("method", name(normalizer.method()))
            .put("scope", name(normalizer.scope()));
    node.set("global", scaler(normalizer.global()));
    ObjectNode bySeries = node.putObject("bySeries");
    normalizer.bySeries().forEach((series, scaler) -> bySeries.set(series, scaler(scaler)));
    return node;
  }

  private static Normalizer normalizer(Fields node) {
    Fields global = node.object("global");
    Normalizer normalizer =
        new Normalizer(
            constant(Method.class, node.text("method")),
            constant(Scope.class, node.text("scope")),
            scaler(global),
            node.map("bySeries", BundleCodec::scaler));
    global.end();
    node.end();
    return normalizer;
  }

  private static ObjectNode scaler(Scaler scaler) {
    ObjectNode node = Json.object();
    node.set("center", Json.floats(scaler.center()));
    node.set("spread", Json.floats(scaler.spread()));
    return node;
  }

  private static Scaler scaler(Fields node) {
    return new Scaler(node.floats("center"), node.floats("spread"));
  }

  private static ObjectNode windowing(Windowing windowing) {
    ObjectNode node =
        Json.object()
            .put("length", windowing.length())
            .put("stride", windowing.stride())
            .put("sequences", windowing.sequences());
    Smoothing smoothing = windowing.smoothing();
    if (smoothing.windows()) {
      node.put("smooth", true);
    }
    return smoothing.points() > 1 ? node.put("smoothPoints", smoothing.points()) : node;
  }

  private static Windowing windowing(Fields node) {
    return new Windowing(
        node.integer("length"),
        node.integer("stride"),
        node.flag("sequences"),
        new Smoothing(
            node.has("smoothPoints") ? node.integer("smoothPoints") : 1,
            node.has("smooth") && node.flag("smooth")));
  }

  private static ObjectNode split(SplitPlan plan) {
    ObjectNode node = Json.object();
    if (plan instanceof SplitPlan.ByTime byTime) {
      node.put("by", "time")
          .put("trainUntil", byTime.trainUntil())
          .put("validationUntil", byTime.validationUntil())
          .put("sequences", byTime.sequences());
    } else if (plan instanceof SplitPlan.ByPoints byPoints) {
      node.put("by", "points")
          .put("trainPoints", byPoints.trainPoints())
          .put("validationPoints", byPoints.validationPoints());
      ObjectNode starts = node.putObject("starts");
      byPoints.starts().forEach(starts::put);
    } else if (plan instanceof SplitPlan.ByLot byLot) {
      node.put("by", "lot")
          .put("train", byLot.train())
          .put("validation", byLot.validation())
          .put("seed", byLot.seed());
    } else if (plan instanceof SplitPlan.NormalOnly normalOnly) {
      node.put("by", "normal").set("plan", split(normalOnly.plan()));
    }
    return node;
  }

  private static SplitPlan split(Fields node) {
    SplitPlan plan =
        switch (node.text("by")) {
          case "time" ->
              new SplitPlan.ByTime(
                  node.longInteger("trainUntil"),
                  node.longInteger("validationUntil"),
                  node.flag("sequences"));
          case "points" ->
              new SplitPlan.ByPoints(
                  node.integer("trainPoints"),
                  node.integer("validationPoints"),
                  node.longs("starts"));
          case "lot" ->
              new SplitPlan.ByLot(
                  node.number("train"), node.number("validation"), node.longInteger("seed"));
          case "normal" -> new SplitPlan.NormalOnly(split(node.object("plan")));
          default -> throw new MalformedException("split: by must be time, points, lot or normal.");
        };
    node.end();
    return plan;
  }

  private static ObjectNode training(Bundle.Training training) {
    ObjectNode node =
        Json.object()
            .put("sequences", training.sequences())
            .put("validationSequences", training.validationSequences())
            .put("bestEpoch", training.bestEpoch());
    node.set("history", history(training.history()));
    return node;
  }

  /** The epochs as model.json and report.json both show them. */
  public static ArrayNode history(List<Epoch> epochs) {
    ArrayNode history = Json.array();
    for (Epoch epoch : epochs) {
      history
          .addObject()
          .put("epoch", epoch.epoch())
          .put("trainLoss", epoch.trainLoss())
          .put("validationLoss", epoch.validationLoss())
          .put("seconds", epoch.seconds())
          .put("sequencesPerSecond", epoch.sequencesPerSecond());
    }
    return history;
  }

  /** The epochs of a node that {@link #history(List)} was put into as {@code history}. */
  public static List<Epoch> history(Fields node) {
    List<Epoch> history = new ArrayList<>();
    for (Fields epoch : node.objects("history")) {
      history.add(
          new Epoch(
              epoch.integer("epoch"),
              epoch.number("trainLoss"),
              epoch.number("validationLoss"),
              epoch.number("seconds"),
              epoch.number("sequencesPerSecond")));
      epoch.end();
    }
    return history;
  }

  private static Bundle.Training training(Fields node) {
    Bundle.Training training =
        new Bundle.Training(
            node.longInteger("sequences"),
            node.longInteger("validationSequences"),
            node.integer("bestEpoch"),
            history(node));
    node.end();
    return training;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E each : type.getEnumConstants()) {
      if (name(each).equals(name)) {
        return each;
      }
    }
    throw new MalformedException(
        "%s is no %s that this version knows; use the version that wrote the model."
            .formatted(name, type.getSimpleName().toLowerCase(Locale.ROOT)));
  }
}
