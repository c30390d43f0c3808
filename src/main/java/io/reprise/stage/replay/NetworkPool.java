package io.reprise.stage.replay;

import io.reprise.core.network.Autoencoder;
import java.io.Serializable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The networks of one executor, used task after task, because a new network with its first step
 * costs more than a step of training. The pool is broadcast empty and lives as long as its
 * broadcast.
 */
public final class NetworkPool implements Serializable {

  private static final long serialVersionUID = 1;

  private final Autoencoder autoencoder;
  private final transient Queue<MultiLayerNetwork> idle = new ConcurrentLinkedQueue<>();

  private NetworkPool(Autoencoder autoencoder) {
    this.autoencoder = autoencoder;
  }

  /** The pools of all executors, as the driver holds them. */
  public static final class OnExecutors implements AutoCloseable {

    private final NetworkPool own;
    private final Broadcast<NetworkPool> broadcast;

    private OnExecutors(NetworkPool own, Broadcast<NetworkPool> broadcast) {
      this.own = own;
      this.broadcast = broadcast;
    }

    public Broadcast<NetworkPool> broadcast() {
      return broadcast;
    }

    /** Frees what the networks of this process hold outside the heap. */
    @Override
    public void close() {
      broadcast.destroy();
      own.idle.forEach(Autoencoder::release);
      own.idle.clear();
    }
  }

  public static OnExecutors open(Autoencoder autoencoder, JavaSparkContext context) {
    NetworkPool own = new NetworkPool(autoencoder);
    return new OnExecutors(own, context.broadcast(own));
  }

  /** A network, in the state in which another task has left it. */
  public MultiLayerNetwork take() {
    MultiLayerNetwork network = idle.poll();
    return network == null ? autoencoder.build() : network;
  }

  public void giveBack(MultiLayerNetwork network) {
    idle.add(network);
  }

  private Object readResolve() {
    return new NetworkPool(autoencoder);
  }
}
