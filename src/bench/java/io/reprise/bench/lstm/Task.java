package io.reprise.bench.lstm;

/** What a peer is told to do again and again. */
enum Task {
  FIT {
    @Override
    void doBy(Peer peer) {
      peer.fit();
    }
  },
  OUTPUT {
    @Override
    void doBy(Peer peer) {
      peer.output();
    }
  };

  abstract void doBy(Peer peer);
}
