package io.reprise.bench.lstm;

import io.reprise.core.lstm.Precision;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Noise;
import io.reprise.core.network.Replayer;
import io.reprise.core.normalize.Scaler;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** DL4J's network with either engine's layers, called as training and scoring call it. */
final class NetworkPeer implements Peer {

  private final Batch batch;
  private final Autoencoder autoencoder;
  private final MultiLayerNetwork network;
  private final Replayer replayer;

  NetworkPeer(Engine engine, Precision precision, Examples examples) {
    this.batch = filled(examples);
    this.autoencoder = new Autoencoder(examples.shape().spec(precision), engine);
    this.network = autoencoder.build();
    this.replayer = autoencoder.replayer(network);
  }

  private static Batch filled(Examples examples) {
    Shape shape = examples.shape();
    Batch batch = new Batch(examples.batch(), shape.steps(), shape.features());
    Scaler scaler = Scaler.identity(shape.features());
    while (!batch.isFull()) {
      batch.append(examples.values(), batch.size() * shape.steps(), shape.steps(), scaler);
    }
    return batch;
  }

  @Override
  public void fit() {
    network.fit(autoencoder.example(batch, Noise.NONE, 0));
  }

  @Override
  public float[] output() {
    return replayer.replay(batch);
  }

  @Override
  public void close() {
    Autoencoder.release(network);
  }
}
