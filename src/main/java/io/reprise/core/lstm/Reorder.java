package io.reprise.core.lstm;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** Copies an array from one layout into another. */
final class Reorder implements AutoCloseable {

  private final reorder primitive;
  private final Arguments arguments;

  Reorder(memory.desc from, memory.desc to) {
    engine engine = OneDnn.engine();
    try (reorder.primitive_desc description =
        new reorder.primitive_desc(engine, from, engine, to)) {
      this.primitive = new reorder(description);
    }
    this.arguments = new Arguments().with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to);
  }

  void execute(stream stream, long from, long to) {
    arguments.at(DNNL_ARG_FROM, from).at(DNNL_ARG_TO, to).execute(primitive, stream);
  }

  @Override
  public void close() {
    arguments.close();
    primitive.deallocate();
  }
}
