package io.reprise.bench.scale;

import io.reprise.bench.Form;
import io.reprise.bench.Scratch;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Whole audits of archives with more and more series, each in a process of its own. The first has
 * as many points as the last, but in few series: what it takes for a point is what a point costs.
 */
final class ManySeries implements Part {

  private static final int POINTS = 64;

  private static final List<Archive> ARCHIVES =
      List.of(
          new Archive(1_000, 64_000),
          new Archive(1_000, POINTS),
          new Archive(10_000, POINTS),
          new Archive(100_000, POINTS),
          new Archive(1_000_000, POINTS));

  private static final List<Archive> SMALL = List.of(new Archive(20, POINTS));

  @Override
  public void measure(Path directory, Form form, Consumer<Row> found) {
    for (Archive archive : form.of(ARCHIVES, SMALL)) {
      Path source = directory.resolve("archive");
      try (SparkSession spark = Scratch.session("scale benchmark", 2, directory)) {
        archive.write(spark, source);
      }
      for (Audit audit : form.of(Audit.kinds(), List.of(Audit.local()))) {
        Path output = directory.resolve("output");
        found.accept(audit.run(archive, source, output));
        Scratch.delete(output);
      }
      Scratch.delete(source);
    }
  }
}
