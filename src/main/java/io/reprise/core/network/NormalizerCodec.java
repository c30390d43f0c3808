package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import java.util.List;
import java.util.Map;

/** The normaliser in a bundle's {@code model.json}. */
final class NormalizerCodec {

  private static final String METHOD = "method";
  private static final String SCOPE = "scope";
  private static final String GLOBAL = "global";
  private static final String BY_SERIES = "bySeries";
  private static final String WANDERING = "wandering";
  private static final String CENTER = "center";
  private static final String SPREAD = "spread";

  private NormalizerCodec() {}

  static ObjectNode encode(Normalizer normalizer) {
    ObjectNode node =
        Json.object()
            .put(METHOD, NetworkCodec.name(normalizer.method()))
            .put(SCOPE, NetworkCodec.name(normalizer.scope()));
    node.set(GLOBAL, scaler(normalizer.global()));
    if (!normalizer.wandering().isEmpty()) {
      node.set(WANDERING, Json.integers(normalizer.wandering()));
    }
    return node;
  }

  static Normalizer decode(Fields node) {
    try {
      Fields global = node.object(GLOBAL);
      Normalizer normalizer =
          new Normalizer(
              NetworkCodec.constant(Method.class, node.text(METHOD)),
              NetworkCodec.constant(Scope.class, node.text(SCOPE)),
              scaler(global),
              node.has(WANDERING) ? node.integers(WANDERING) : List.of());
      bySeries(node);
      global.end();
      node.end();
      return normalizer;
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "The model's normalizer: %s; train or copy the model again.".formatted(e.getMessage()),
          e);
    }
  }

  /** Before version 4 the scalers of the series stood here. */
  static Map<String, Scaler> bySeries(Fields node) {
    return node.has(BY_SERIES) ? node.map(BY_SERIES, NormalizerCodec::scaler) : Map.of();
  }

  private static ObjectNode scaler(Scaler scaler) {
    ObjectNode node = Json.object();
    node.set(CENTER, Json.floats(scaler.center()));
    node.set(SPREAD, Json.floats(scaler.spread()));
    return node;
  }

  private static Scaler scaler(Fields node) {
    return new Scaler(node.floats(CENTER), node.floats(SPREAD));
  }
}
