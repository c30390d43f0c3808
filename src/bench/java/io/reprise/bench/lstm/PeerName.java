package io.reprise.bench.lstm;

import io.reprise.core.network.Engine;
import java.util.Locale;

/** Who is measured. */
enum PeerName {
  REPRISE,
  LIBTORCH,
  /** Stock DL4J. */
  DL4J;

  Peer peer(Examples examples) {
    return switch (this) {
      case REPRISE -> new NetworkPeer(Engine.ONEDNN, examples);
      case LIBTORCH -> new TorchPeer(examples);
      case DL4J -> new NetworkPeer(Engine.DL4J, examples);
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
