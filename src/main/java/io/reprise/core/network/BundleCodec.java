package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.Smoothing;
import io.reprise.core.series.Windowing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle as files: {@code model.json}, raw little-endian float arrays, {@code files.json}, and
 * {@code checksums.json} with the SHA-256 of each. Reading checks every sum before it looks at what
 * the files say. What a model knows of each series lies in a table beside them, which {@code
 * files.json} lists.
 */
public final class BundleCodec {

  /**
   * Names the series whose networks lie one after another in the arrays; 1 and 2 have one for all.
   */
  private static final int ONE_EACH = 3;

  /**
   * Has a table of the series beside it. Earlier versions, which are read, have it in model.json.
   */
  private static final int WITH_TABLE = 4;

  /** Lists the files of the table of the series, with their checksums. */
  public static final String TABLE_FILES = "files.json";

  private static final String MODEL = "model.json";
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER = "updater.bin";

  private static final String VERSION = "version";
  private static final String SERIES = "series";
  private static final String NETWORK = "network";
  private static final String FEATURES = "features";
  private static final String NORMALIZER = "normalizer";
  private static final String WINDOW = "window";
  private static final String TRAINED_ON = "trainedOn";
  private static final String SPLIT = "split";
  private static final String TRAINING = "training";
  private static final String WINDOW_ERRORS = "windowErrors";
  private static final String WEIGHTS = "weights";
  private static final String ALL = "all";
  private static final String SMOOTH_ERRORS = "smoothErrors";
  private static final String POINT_ERRORS = "pointErrors";
  private static final String DETECTOR = "detector";
  private static final String YARDSTICK = "yardstick";

  private static final String LENGTH = "length";
  private static final String STRIDE = "stride";
  private static final String SEQUENCES = "sequences";
  private static final String SMOOTH = "smooth";
  private static final String SMOOTH_POINTS = "smoothPoints";

  private static final String VALIDATION_SEQUENCES = "validationSequences";
  private static final String BEST_EPOCH = "bestEpoch";
  private static final String HISTORY = "history";

  private static final String EPOCH = "epoch";
  private static final String TRAIN_LOSS = "trainLoss";
  private static final String VALIDATION_LOSS = "validationLoss";
  private static final String SECONDS = "seconds";
  private static final String SEQUENCES_PER_SECOND = "sequencesPerSecond";

  public static final List<String> FILES = List.of(MODEL, PARAMETERS, UPDATER, Checksums.FILE);

  private BundleCodec() {}

  /** {@code tableFiles} lists the files of the table of the series. */
  public static Map<String, byte[]> encode(Bundle bundle, byte[] tableFiles) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(MODEL, Json.bytes(model(bundle)));
    files.put(PARAMETERS, RawFloats.bytes(bundle.parameters().values()));
    files.put(UPDATER, RawFloats.bytes(bundle.updater()));
    files.put(TABLE_FILES, tableFiles);
    return Checksums.added(files);
  }

  public static Bundle decode(Map<String, byte[]> files) {
    FILES.forEach(name -> requireFile(files, name));
    if (Json.read(Checksums.FILE, files.get(Checksums.FILE)).has(TABLE_FILES)) {
      requireFile(files, TABLE_FILES);
    }
    Checksums.check(files, "the model", "train or copy the model again");
    Fields model = Json.read(MODEL, files.get(MODEL));
    if (model.integer(VERSION) == WITH_TABLE) {
      requireFile(files, TABLE_FILES);
    }
    Bundle bundle =
        bundle(
            model,
            RawFloats.of(PARAMETERS, files.get(PARAMETERS)),
            RawFloats.of(UPDATER, files.get(UPDATER)));
    requireFit(bundle, bySeries(files));
    return bundle;
  }

  private static void requireFile(Map<String, byte[]> files, String name) {
    if (!files.containsKey(name)) {
      throw new MalformedException(
          "%s of the model is missing; train or copy the model again.".formatted(name));
    }
  }

  /** What model.json says of each series: nothing since version 4, which has a table for it. */
  public static Map<String, SeriesParameters> bySeries(Map<String, byte[]> files) {
    return SeriesCodec.decode(Json.read(MODEL, files.get(MODEL)));
  }

  /**
   * Refuses arrays that are not those of the network: nothing else would notice until it crashes.
   */
  private static void requireFit(Bundle bundle, Map<String, SeriesParameters> bySeries) {
    int networks = Math.max(1, bundle.parameters().series().size());
    try {
      requireCount(FEATURES, bundle.features().size(), bundle.network().features());
      bundle.weights().requireFeatures(bundle.features().size());
      bySeries.values().forEach(own -> own.requireFeatures(bundle.features().size()));
      bundle
          .yardstick()
          .ifPresent(
              each ->
                  YardstickCodec.requireFit(each, bundle.features().size(), bundle.windowing()));
      if (bundle.yardstick().isEmpty() && bundle.detector() != Detector.LSTM) {
        throw new IllegalArgumentException("detector needs a yardstick, which is missing");
      }
      requireCount(
          PARAMETERS,
          bundle.parameters().values().length,
          networks * bundle.network().parameters());
      requireCount(
          UPDATER,
          bundle.updater().length,
          networks * TrainingState.updaterOf(bundle.network().parameters()));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "The model's %s; train or copy the model again.".formatted(e.getMessage()), e);
    }
  }

  private static void requireCount(String what, long count, long wanted) {
    if (count != wanted) {
      throw new IllegalArgumentException(
          "%s are %,d where its network has %,d".formatted(what, count, wanted));
    }
  }

  private static ObjectNode model(Bundle bundle) {
    ObjectNode model = Json.object().put(VERSION, WITH_TABLE);
    if (bundle.parameters().isBySeries()) {
      model.set(SERIES, Json.texts(bundle.parameters().series()));
    }
    model.set(NETWORK, NetworkCodec.encode(bundle.network()));
    model.set(FEATURES, Json.texts(bundle.features()));
    model.set(NORMALIZER, NormalizerCodec.encode(bundle.normalizer()));
    model.set(WINDOW, windowing(bundle.windowing()));
    model.put(TRAINED_ON, bundle.trainedOn());
    model.set(SPLIT, SplitCodec.encode(bundle.split()));
    model.set(TRAINING, training(bundle.training()));
    if (!bundle.weights().isNone()) {
      model.set(WEIGHTS, weights(bundle.weights()));
    }
    model.set(WINDOW_ERRORS, CalibrationCodec.encode(bundle.windowErrors()));
    bundle
        .pointErrors()
        .ifPresent(errors -> model.set(POINT_ERRORS, CalibrationCodec.encode(errors)));
    if (bundle.detector() != Detector.LSTM) {
      model.put(DETECTOR, NetworkCodec.name(bundle.detector()));
    }
    bundle.yardstick().ifPresent(each -> model.set(YARDSTICK, YardstickCodec.encode(each)));
    return model;
  }

  private static Bundle bundle(Fields model, float[] parameters, float[] updater) {
    int version = model.integer(VERSION);
    if (version < 1 || version > WITH_TABLE) {
      throw new MalformedException(
          "The model has version %d, this Reprise reads up to version %d; use the version that wrote it."
              .formatted(version, WITH_TABLE));
    }
    boolean oneEach = version == ONE_EACH || (version == WITH_TABLE && model.has(SERIES));
    Bundle bundle =
        new Bundle(
            NetworkCodec.decode(model.object(NETWORK)),
            oneEach ? bySeries(parameters, model.texts(SERIES)) : Parameters.ofAll(parameters),
            updater,
            model.texts(FEATURES),
            NormalizerCodec.decode(model.object(NORMALIZER)),
            windowing(model.object(WINDOW)),
            model.text(TRAINED_ON),
            SplitCodec.decode(model.object(SPLIT)),
            training(model.object(TRAINING)),
            model.optionalObject(WEIGHTS).map(BundleCodec::weights).orElse(FeatureWeights.NONE),
            CalibrationCodec.decode(model.object(WINDOW_ERRORS)),
            model.optionalObject(POINT_ERRORS).map(CalibrationCodec::decode),
            model
                .optionalText(DETECTOR)
                .map(name -> NetworkCodec.constant(Detector.class, name))
                .orElse(Detector.LSTM),
            model.optionalObject(YARDSTICK).map(YardstickCodec::decode));
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
          "%s: %s: %s; train the model again.".formatted(MODEL, SERIES, e.getMessage()), e);
    }
  }

  static ObjectNode weights(FeatureWeights weights) {
    ObjectNode node = Json.object();
    node.set(ALL, Json.floats(weights.all()));
    return node;
  }

  static FeatureWeights weights(Fields node) {
    FeatureWeights weights = new FeatureWeights(node.floats(ALL));
    SeriesCodec.ofWeights(node);
    node.end();
    return weights;
  }

  private static ObjectNode windowing(Windowing windowing) {
    ObjectNode node =
        Json.object()
            .put(LENGTH, windowing.length())
            .put(STRIDE, windowing.stride())
            .put(SEQUENCES, windowing.sequences());
    Smoothing smoothing = windowing.smoothing();
    if (smoothing.windows()) {
      node.put(SMOOTH, true);
    }
    if (smoothing.errors() > 1) {
      node.put(SMOOTH_ERRORS, smoothing.errors());
    }
    return smoothing.points() > 1 ? node.put(SMOOTH_POINTS, smoothing.points()) : node;
  }

  private static Windowing windowing(Fields node) {
    Windowing windowing =
        new Windowing(
            node.integer(LENGTH),
            node.integer(STRIDE),
            node.flag(SEQUENCES),
            new Smoothing(
                node.has(SMOOTH_POINTS) ? node.integer(SMOOTH_POINTS) : 1,
                node.has(SMOOTH_ERRORS) ? node.integer(SMOOTH_ERRORS) : 1,
                node.has(SMOOTH) && node.flag(SMOOTH)));
    node.end();
    return windowing;
  }

  private static ObjectNode training(Bundle.Training training) {
    ObjectNode node =
        Json.object()
            .put(SEQUENCES, training.sequences())
            .put(VALIDATION_SEQUENCES, training.validationSequences())
            .put(BEST_EPOCH, training.bestEpoch());
    node.set(HISTORY, history(training.history()));
    return node;
  }

  /** The epochs as model.json and report.json both show them. */
  public static ArrayNode history(List<Epoch> epochs) {
    ArrayNode history = Json.array();
    for (Epoch epoch : epochs) {
      history
          .addObject()
          .put(EPOCH, epoch.epoch())
          .put(TRAIN_LOSS, epoch.trainLoss())
          .put(VALIDATION_LOSS, epoch.validationLoss())
          .put(SECONDS, epoch.seconds())
          .put(SEQUENCES_PER_SECOND, epoch.sequencesPerSecond());
    }
    return history;
  }

  /** The epochs that {@link #history(List)} wrote. */
  public static List<Epoch> epochs(List<Fields> history) {
    List<Epoch> epochs = new ArrayList<>();
    for (Fields epoch : history) {
      epochs.add(
          new Epoch(
              epoch.integer(EPOCH),
              epoch.number(TRAIN_LOSS),
              epoch.number(VALIDATION_LOSS),
              epoch.number(SECONDS),
              epoch.number(SEQUENCES_PER_SECOND)));
      epoch.end();
    }
    return epochs;
  }

  private static Bundle.Training training(Fields node) {
    Bundle.Training training =
        new Bundle.Training(
            node.longInteger(SEQUENCES),
            node.longInteger(VALIDATION_SEQUENCES),
            node.integer(BEST_EPOCH),
            epochs(node.objects(HISTORY)));
    node.end();
    return training;
  }
}
