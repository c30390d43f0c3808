package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.network.Engine;
import io.reprise.core.network.NetworkSpec;

/** The engine that the configuration asks for. */
public enum EngineChoice {
  AUTO,
  ONEDNN,
  DL4J;

  /** The engine to use on this platform. */
  public Engine resolve() {
    return switch (this) {
      case AUTO -> Engine.ONEDNN.available() ? Engine.ONEDNN : Engine.DL4J;
      case ONEDNN -> required();
      case DL4J -> Engine.DL4J;
    };
  }

  /** The engine to use for a network on this platform. */
  public Engine resolve(NetworkSpec network) {
    Engine engine = resolve();
    require(
        engine.computes(network),
        "network.engine",
        engine.text(),
        "the decoder of this network begins with a state, or it multiplies bfloat16, which only"
            + " onednn computes; train with network.decoder-input = repeat and network.precision ="
            + " float32 for dl4j");
    return engine;
  }

  private static Engine required() {
    require(
        Engine.ONEDNN.available(),
        "network.engine",
        "onednn",
        "auto or dl4j, as oneDNN has no binary for this platform");
    return Engine.ONEDNN;
  }
}
