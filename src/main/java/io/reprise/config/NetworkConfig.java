package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.network.Loss;
import java.util.List;

/** The shape of the autoencoder. */
public record NetworkConfig(
    List<Integer> encoder, List<Integer> decoder, Loss loss, EngineChoice engine) {

  public NetworkConfig {
    check("network.encoder", encoder);
    check("network.decoder", decoder);
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  private static void check(String key, List<Integer> units) {
    require(!units.isEmpty(), key, units, "needs at least one layer, for instance [64]");
    require(
        units.stream().allMatch(each -> each > 0 && each <= 8192),
        key,
        units,
        "every layer must have from 1 to 8192 units");
  }
}
