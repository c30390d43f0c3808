package io.reprise.bench.lstm;

import io.reprise.core.lstm.Precision;
import io.reprise.core.network.Engine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Who is measured. libtorch has no column in bfloat16: DJL's binding ends the process when an array
 * is to become one.
 */
enum PeerName {
  REPRISE,
  BFLOAT16,
  LIBTORCH,
  /** Stock DL4J. */
  DL4J;

  /** All that this processor can run. */
  static List<PeerName> here() {
    return Stream.of(values())
        .filter(name -> name != BFLOAT16 || Precision.BFLOAT16.available())
        .toList();
  }

  Peer peer(Examples examples) {
    return switch (this) {
      case REPRISE -> new NetworkPeer(Engine.ONEDNN, Precision.FLOAT32, examples);
      case BFLOAT16 -> new NetworkPeer(Engine.ONEDNN, Precision.BFLOAT16, examples);
      case LIBTORCH -> new TorchPeer(examples);
      case DL4J -> new NetworkPeer(Engine.DL4J, Precision.FLOAT32, examples);
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
