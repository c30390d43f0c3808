package io.reprise.bench.scale;

import io.reprise.bench.Form;
import io.reprise.bench.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Whole audits of archives with more and more series, each in a process of its own. The first has
 * as many points as the last, but in few series: what it takes for a point is what a point costs.
 */
final class ManySeries implements Measurement {

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
  public List<Measured> run(Path directory, Form form) throws IOException {
    List<Measured> found = new ArrayList<>();
    for (Archive archive : form.of(ARCHIVES, SMALL)) {
      Path source = directory.resolve("archive");
      try (SparkSession spark = Scratch.session("scale benchmark", 2, directory)) {
        archive.write(spark, source);
      }
      for (Audit audit : Audit.kinds()) {
        Path output = directory.resolve("output");
        Measured measured = audit.run(archive, source, output);
        System.out.println(measured.line());
        found.add(measured);
        if (output.toFile().exists()) {
          Scratch.delete(output);
        }
      }
      Scratch.delete(source);
    }
    return found;
  }
}
