package io.reprise.core.lstm;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;

/** The arguments of a primitive. They are made once, and each call points them elsewhere. */
final class Arguments implements AutoCloseable {

  private final IntMemoryMap map = new IntMemoryMap();
  private final Map<Integer, memory> memories = new HashMap<>();

  Arguments with(int argument, memory.desc layout) {
    memory memory = new memory(layout, OneDnn.engine(), new Address(0));
    memories.put(argument, memory);
    map.put(argument, memory);
    return this;
  }

  Arguments with(int argument, memory.desc layout, long address) {
    return with(argument, layout).at(argument, address);
  }

  Arguments at(int argument, long address) {
    memories.get(argument).set_data_handle(new Address(address));
    return this;
  }

  void execute(primitive primitive, stream stream) {
    primitive.execute(stream, map);
    stream._wait();
  }

  @Override
  public void close() {
    map.deallocate();
    memories.values().forEach(memory::deallocate);
  }
}
