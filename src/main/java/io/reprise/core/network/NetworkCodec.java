package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.lstm.Precision;
import java.util.Locale;

/** The network in a bundle's {@code model.json}. */
final class NetworkCodec {

  private static final String FEATURES = "features";
  private static final String STEPS = "steps";
  private static final String ENCODER = "encoder";
  private static final String DECODER = "decoder";
  private static final String LOSS = "loss";
  private static final String LEARNING_RATE = "learningRate";
  private static final String SEED = "seed";

  /** Not there where the network is plain. */
  private static final String OPTIONS = "options";

  private static final String DECODER_INPUT = "decoderInput";
  private static final String REVERSED = "reversed";
  private static final String DROPOUT = "dropout";
  private static final String CLIP_NORM = "clipNorm";

  /** Not there where it is float32, which older versions know alone. */
  private static final String PRECISION = "precision";

  private NetworkCodec() {}

  static ObjectNode encode(NetworkSpec spec) {
    ObjectNode node =
        Json.object()
            .put(FEATURES, spec.features())
            .put(STEPS, spec.steps())
            .put(LOSS, name(spec.loss()))
            .put(LEARNING_RATE, spec.learningRate())
            .put(SEED, spec.seed());
    node.set(ENCODER, Json.integers(spec.encoder()));
    node.set(DECODER, Json.integers(spec.decoder()));
    if (!spec.options().equals(NetworkOptions.PLAIN)) {
      node.set(OPTIONS, options(spec.options()));
    }
    return node;
  }

  static NetworkSpec decode(Fields node) {
    NetworkSpec spec = spec(node);
    node.end();
    return spec;
  }

  private static NetworkSpec spec(Fields node) {
    try {
      return new NetworkSpec(
          node.integer(FEATURES),
          node.integer(STEPS),
          node.integers(ENCODER),
          node.integers(DECODER),
          constant(Loss.class, node.text(LOSS)),
          node.number(LEARNING_RATE),
          node.longInteger(SEED),
          node.optionalObject(OPTIONS).map(NetworkCodec::options).orElse(NetworkOptions.PLAIN));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "The model's network is impossible: %s; train or copy the model again."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static ObjectNode options(NetworkOptions options) {
    ObjectNode node =
        Json.object()
            .put(DECODER_INPUT, name(options.decoderInput()))
            .put(REVERSED, options.reversed())
            .put(DROPOUT, options.dropout())
            .put(CLIP_NORM, options.clipNorm());
    return options.precision() == Precision.FLOAT32
        ? node
        : node.put(PRECISION, name(options.precision()));
  }

  private static NetworkOptions options(Fields node) {
    NetworkOptions options =
        new NetworkOptions(
            constant(DecoderInput.class, node.text(DECODER_INPUT)),
            node.flag(REVERSED),
            node.number(DROPOUT),
            node.number(CLIP_NORM),
            node.optionalText(PRECISION)
                .map(precision -> constant(Precision.class, precision))
                .orElse(Precision.FLOAT32));
    node.end();
    return options;
  }

  /** A constant as the files name it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant that {@link #name} gave. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
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
