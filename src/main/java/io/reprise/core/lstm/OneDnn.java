package io.reprise.core.lstm;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;

/** The oneDNN engine of this JVM, where there is one for its platform. */
public final class OneDnn {

  private OneDnn() {}

  /** Whether oneDNN's binary exists and loads. Where it does not, DL4J's stock layers compute. */
  public static boolean available() {
    return Availability.AVAILABLE;
  }

  /** Whether oneDNN uses all instructions of a set on this processor. */
  static boolean has(int instructions) {
    return (dnnl.dnnl_get_effective_cpu_isa() & instructions) == instructions;
  }

  /** Shared by all threads; oneDNN's engines are immutable. */
  static engine engine() {
    return Engine.INSTANCE;
  }

  static stream newStream() {
    return new stream(engine());
  }

  private static final class Availability {
    static final boolean AVAILABLE = loads();

    private static boolean loads() {
      try {
        return !engine().isNull();
      } catch (LinkageError | RuntimeException e) {
        return false;
      }
    }
  }

  private static final class Engine {
    static final engine INSTANCE = new engine(engine.kind.cpu, 0);
  }
}
