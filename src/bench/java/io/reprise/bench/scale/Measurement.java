package io.reprise.bench.scale;

import io.reprise.bench.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One kind of growth. */
interface Measurement {

  /** Has a directory for itself. */
  List<Measured> run(Path directory, Form form) throws IOException;
}
