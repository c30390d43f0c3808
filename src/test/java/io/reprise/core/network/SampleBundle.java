package io.reprise.core.network;

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
}
