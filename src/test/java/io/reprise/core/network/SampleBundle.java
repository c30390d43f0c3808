package io.reprise.core.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.ErrorDistribution;
import io.reprise.core.threshold.ErrorSummary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A bundle with something odd in each of its parts. */
final class SampleBundle {

  private SampleBundle() {}

  static final SplitPlan BY_TIME = new SplitPlan.ByTime(-5, 1_700_000_000_000_000L, false);

  static final NetworkSpec NETWORK = network(NetworkOptions.PLAIN);

  static NetworkSpec network(NetworkOptions options) {
    return new NetworkSpec(
        2, 48, List.of(3, 2), List.of(2), Loss.HUBER, 0.1 + 0.2, Long.MIN_VALUE, options);
  }

  static float[] random(long seed, long size) {
    return random(seed, (int) size);
  }

  private static float[] random(long seed, int size) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static ErrorSummary summary(float... errors) {
    ErrorDistribution distribution = new ErrorDistribution();
    for (float error : errors) {
      distribution.add(error);
    }
    return ErrorSummary.of(distribution);
  }

  static Calibration calibration(float... errors) {
    return new Calibration(
        summary(errors),
        Optional.of(new Calibration.Labelled(summary(0.1f), summary(5, 6))),
        Map.of("pump \"1\"\n", summary(0.2f)));
  }

  static Bundle bundle(SplitPlan split, Optional<Calibration> pointErrors) {
    return bundle(Parameters.ofAll(random(1, NETWORK.parameters())), split, pointErrors);
  }

  static Bundle bundle(Parameters parameters, SplitPlan split, Optional<Calibration> pointErrors) {
    return bundle(parameters, split, pointErrors, Detector.LSTM, Optional.empty());
  }

  static Bundle bundle(Detector detector, Yardstick yardstick) {
    return bundle(
        Parameters.ofAll(random(1, NETWORK.parameters())),
        BY_TIME,
        Optional.empty(),
        detector,
        Optional.of(yardstick));
  }

  private static Bundle bundle(
      Parameters parameters,
      SplitPlan split,
      Optional<Calibration> pointErrors,
      Detector detector,
      Optional<Yardstick> yardstick) {
    return new Bundle(
        NETWORK,
        parameters,
        random(2, 2 * parameters.values().length),
        List.of("vibration", "Temperatur °C"),
        new Normalizer(
            Method.MIN_MAX, Scope.SERIES, new Scaler(random(3, 2), new float[] {1e-30f, 3e38f})),
        new Windowing(48, 8, false),
        "series-1",
        split,
        new Bundle.Training(
            12_345_678_901L,
            99,
            2,
            List.of(new Epoch(1, 1 / 3.0, 0.5, 1, 2), new Epoch(2, 0, 0, 0, 0))),
        new FeatureWeights(new float[] {0.5f, 3}),
        calibration(0.1f, 0.2f, 0.3f),
        pointErrors,
        detector,
        yardstick);
  }

  /** As versions 2 and 3 wrote it: without a table of the series. */
  static Map<String, byte[]> encoded(Bundle bundle) {
    Map<String, byte[]> files = new LinkedHashMap<>(BundleCodec.encode(bundle, new byte[0]));
    files.remove(BundleCodec.TABLE_FILES);
    ObjectNode checksums = tree(files.get("checksums.json"));
    checksums.remove(BundleCodec.TABLE_FILES);
    files.put("checksums.json", Json.bytes(checksums));
    ObjectNode model = tree(files.get("model.json"));
    replace(
        files,
        "model.json",
        Json.bytes(model.put("version", bundle.parameters().isBySeries() ? 3 : 2)));
    return files;
  }

  static void replace(Map<String, byte[]> files, String name, byte[] content) {
    files.put(name, content);
    ObjectNode checksums = tree(files.get("checksums.json"));
    checksums.put(name, sha256(content));
    files.put("checksums.json", Json.bytes(checksums));
  }

  static ObjectNode tree(byte[] json) {
    try {
      return (ObjectNode)
          JsonMapper.builder().build().readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
