package io.reprise.bench.lstm;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * The same product as {@link SgemmPeak}'s, of bfloat16, with weights in the order it likes best.
 */
final class Bfloat16Peak {

  private Bfloat16Peak() {}

  static double measure() {
    engine cpu = new engine(engine.kind.cpu, 0);
    matmul.primitive_desc description =
        new matmul.primitive_desc(
            cpu,
            matrix(memory.data_type.bf16, memory.format_tag.ab),
            matrix(memory.data_type.bf16, memory.format_tag.any),
            matrix(memory.data_type.f32, memory.format_tag.ab));
    IntMemoryMap arguments = new IntMemoryMap();
    arguments.put(DNNL_ARG_SRC, new memory(description.src_desc(), cpu));
    arguments.put(DNNL_ARG_WEIGHTS, new memory(description.weights_desc(), cpu));
    arguments.put(DNNL_ARG_DST, new memory(description.dst_desc(), cpu));
    matmul product = new matmul(description);
    stream stream = new stream(cpu);
    return SgemmPeak.best(
        () -> {
          product.execute(stream, arguments);
          stream._wait();
        });
  }

  private static memory.desc matrix(memory.data_type type, memory.format_tag layout) {
    return new memory.desc(new long[] {SgemmPeak.SIZE, SgemmPeak.SIZE}, type, layout);
  }
}
