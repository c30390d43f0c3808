package io.reprise.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.lstm.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkCodecTest {

  @ParameterizedTest
  @EnumSource(Precision.class)
  void readsThePrecisionThatItWrote(Precision precision) {
    NetworkSpec spec = spec(NetworkOptions.PLAIN.with(precision));
    assertThat(decoded(NetworkCodec.encode(spec))).isEqualTo(spec);
  }

  /** As versions wrote it that knew no other precision. */
  @Test
  void aNetworkWithoutAPrecisionIsOfFloat32() {
    NetworkSpec spec = spec(new NetworkOptions(DecoderInput.STATE, true, 0.1, 0));
    ObjectNode written = NetworkCodec.encode(spec);
    assertThat(written.get("options").has("precision")).isFalse();
    assertThat(decoded(written).precision()).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void aPrecisionOfALaterVersionIsRefused() {
    ObjectNode written = NetworkCodec.encode(spec(NetworkOptions.PLAIN.with(Precision.BFLOAT16)));
    written.withObject("/options").put("precision", "float8");
    assertThatThrownBy(() -> decoded(written))
        .isInstanceOf(MalformedException.class)
        .hasMessage(
            "float8 is no precision that this version knows; use the version that wrote the model.");
  }

  private static NetworkSpec decoded(ObjectNode node) {
    return NetworkCodec.decode(Json.read("model.json", Json.bytes(node)));
  }

  private static NetworkSpec spec(NetworkOptions options) {
    return new NetworkSpec(2, 8, List.of(4), List.of(4), Loss.MSE, 0.01, 1, options);
  }
}
