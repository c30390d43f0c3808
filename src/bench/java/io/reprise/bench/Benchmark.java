package io.reprise.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Measures one thing, prints what it found and leaves it in the directory of results. */
public interface Benchmark {

  void run(Path results, Form form) throws IOException;
}
