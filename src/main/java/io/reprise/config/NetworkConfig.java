package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.network.DecoderInput;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkSpec;
import java.util.List;

/** The shape of the autoencoder. */
public record NetworkConfig(
    List<Integer> encoder,
    List<Integer> decoder,
    DecoderInput decoderInput,
    boolean reversed,
    double dropout,
    Loss loss,
    EngineChoice engine,
    PrecisionChoice precision) {

  private static final int MOST_LAYERS = 64;

  public NetworkConfig {
    check("network.encoder", encoder);
    check("network.decoder", decoder);
    require(
        decoderInput == DecoderInput.REPEAT
            || encoder.get(encoder.size() - 1).equals(decoder.get(0)),
        "network.decoder",
        decoder,
        "where network.decoder-input = state its first layer must have as many units as the"
            + " encoder's last");
    require(
        dropout >= 0 && dropout < 1,
        "network.dropout",
        dropout,
        "must be a fraction from 0 to below 1");
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  static NetworkConfig of(Keys keys) {
    return new NetworkConfig(
        keys.integers("network.encoder"),
        keys.integers("network.decoder"),
        keys.choice("network.decoder-input", DecoderInput.class),
        keys.flag("network.reversed"),
        keys.number("network.dropout"),
        keys.choice("network.loss", Loss.class),
        keys.choice("network.engine", EngineChoice.class),
        keys.choice("network.precision", PrecisionChoice.class));
  }

  private static void check(String key, List<Integer> units) {
    require(!units.isEmpty(), key, units, "needs at least one layer, for instance [64]");
    require(
        units.size() <= MOST_LAYERS, key, units.size() + " layers", "must be at most 64 layers");
    require(
        units.stream().allMatch(each -> each > 0 && each <= NetworkSpec.MOST_UNITS),
        key,
        units,
        "every layer must have from 1 to 8192 units");
  }
}
