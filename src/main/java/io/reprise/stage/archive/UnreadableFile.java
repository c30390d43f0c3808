package io.reprise.stage.archive;

import java.net.URI;
import org.apache.hadoop.fs.Path;

/** A file that does not open as its format. {@code path} is a URI, as Spark writes file names. */
public record UnreadableFile(String path, String problem) implements FileFinding {

  Path location() {
    return location(path);
  }

  static Path location(String path) {
    return new Path(URI.create(path));
  }
}
