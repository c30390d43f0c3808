package io.reprise.bench.lstm;

/** An autoencoder and a batch of examples in Java's arrays, which is where every call starts. */
interface Peer extends AutoCloseable {

  /** One training step: forward, loss, backward, update. */
  void fit();

  /** The replayed sequences, back in an array of Java's. */
  float[] output();

  @Override
  void close();
}
