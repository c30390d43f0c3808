package io.reprise.core.network;

import io.reprise.core.lstm.Floats;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What training changes in a network: parameters, the updater's moments, and its count of steps.
 */
public record TrainingState(float[] parameters, float[] updater, int iteration)
    implements Serializable {

  /** Adam keeps two moments of each parameter. */
  static long updaterOf(long parameters) {
    return 2 * parameters;
  }

  /** Whether this can be the state of such a network. */
  public boolean fits(NetworkSpec spec) {
    return parameters.length == spec.parameters()
        && updater.length == updaterOf(spec.parameters())
        && iteration >= 0;
  }

  public static TrainingState of(MultiLayerNetwork network) {
    return new TrainingState(
        Floats.copy(network.params()),
        Floats.copy(network.getUpdater().getStateViewArray()),
        network.getLayerWiseConfigurations().getIterationCount());
  }

  public void restore(MultiLayerNetwork network) {
    NativeArrays.put(parameters, parameters.length, network.params());
    NativeArrays.put(updater, updater.length, network.getUpdater().getStateViewArray());
    network.getLayerWiseConfigurations().setIterationCount(iteration);
  }

  /** How many numbers it holds. */
  public int size() {
    return parameters.length + updater.length;
  }

  /** Parameters, then moments, in bytes. */
  public ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(size() * Float.BYTES);
    bytes.asFloatBuffer().put(parameters).put(updater);
    return bytes;
  }

  /** From its {@link #bytes()}, of which the first {@code parameters} numbers are parameters. */
  public static TrainingState of(ByteBuffer bytes, int parameters, int iteration) {
    FloatBuffer all = bytes.asFloatBuffer();
    float[] first = new float[parameters];
    float[] rest = new float[all.remaining() - parameters];
    all.get(first).get(rest);
    return new TrainingState(first, rest, iteration);
  }

  /**
   * Serializes bytes instead of floats: Java writes an array of floats one by one, but bytes in one
   * go.
   */
  private Object writeReplace() {
    return new Packed(bytes().array(), parameters.length, iteration);
  }

  private record Packed(byte[] floats, int parameters, int iteration) implements Serializable {

    private Object readResolve() {
      return of(ByteBuffer.wrap(floats), parameters, iteration);
    }
  }

  static INDArray row(float[] values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}
