package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.components.Baseline;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.series.Windowing;

/** The principal components in a bundle's {@code model.json}, with their validation errors. */
final class YardstickCodec {

  private static final String STEPS = "steps";
  private static final String MEAN = "mean";
  private static final String DEVIATIONS = "deviations";
  private static final String AXES = "axes";
  private static final String WEIGHTS = "weights";
  private static final String WINDOW_ERRORS = "windowErrors";
  private static final String POINT_ERRORS = "pointErrors";

  private YardstickCodec() {}

  static ObjectNode encode(Yardstick yardstick) {
    PrincipalComponents components = yardstick.baseline().components();
    FeatureWeights weights = yardstick.baseline().weights();
    ObjectNode node = Json.object().put(STEPS, components.steps());
    node.set(MEAN, Json.floats(components.mean()));
    node.set(DEVIATIONS, Json.floats(components.deviations()));
    node.set(AXES, Json.floats(components.axes()));
    if (!weights.isNone()) {
      node.set(WEIGHTS, BundleCodec.weights(weights));
    }
    node.set(WINDOW_ERRORS, CalibrationCodec.encode(yardstick.windowErrors()));
    node.set(POINT_ERRORS, CalibrationCodec.encode(yardstick.pointErrors()));
    return node;
  }

  static Yardstick decode(Fields node) {
    Yardstick yardstick =
        new Yardstick(
            new Baseline(
                components(node),
                node.optionalObject(WEIGHTS).map(BundleCodec::weights).orElse(FeatureWeights.NONE)),
            CalibrationCodec.decode(node.object(WINDOW_ERRORS)),
            CalibrationCodec.decode(node.object(POINT_ERRORS)));
    node.end();
    return yardstick;
  }

  private static PrincipalComponents components(Fields node) {
    try {
      return new PrincipalComponents(
          node.integer(STEPS), node.floats(MEAN), node.floats(DEVIATIONS), node.floats(AXES));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "The model's yardstick: %s; train or copy the model again.".formatted(e.getMessage()), e);
    }
  }

  /** Refuses what does not fit the windows of a model. */
  static void requireFit(Yardstick yardstick, int features, Windowing windowing) {
    PrincipalComponents components = yardstick.baseline().components();
    if (components.isNone() || components.features() != features) {
      throw new IllegalArgumentException(
          "yardstick has %,d features where its network has %,d"
              .formatted(components.features(), features));
    }
    if (components.steps() > windowing.length()) {
      throw new IllegalArgumentException(
          "yardstick spans %,d points where its windows have %,d"
              .formatted(components.steps(), windowing.length()));
    }
    yardstick.baseline().weights().requireFeatures(features);
  }
}
