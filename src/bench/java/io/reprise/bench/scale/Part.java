package io.reprise.bench.scale;

import io.reprise.bench.Form;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One kind of growth. */
interface Part {

  /** Measures size by size, with files in a directory that is deleted afterwards. */
  void measure(Path directory, Form form, Consumer<Row> found);
}
