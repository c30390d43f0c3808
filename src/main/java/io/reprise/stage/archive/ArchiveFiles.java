package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.core.text.TextForm;
import io.reprise.stage.archive.FileFinding.HasForm;
import io.reprise.stage.archive.FileFinding.HasLongHeader;
import io.reprise.stage.common.InputRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of an archive as Spark lists them. Each is looked at once. Some do not open as their
 * format. The others share a form, if Reprise parses them itself.
 */
record ArchiveFiles(
    List<String> all,
    List<UnreadableFile> unreadable,
    Optional<TextForm> form,
    List<ParquetForm> parquet) {

  static final ArchiveFiles NONE =
      new ArchiveFiles(List.of(), List.of(), Optional.empty(), List.of());

  /** {@code broken} are files that turned out to be unreadable when they were read. */
  static ArchiveFiles of(SparkSession spark, ArchiveConfig archive, List<UnreadableFile> broken) {
    List<String> files = list(spark, archive);
    if (files.isEmpty()) {
      throw new InputRefusedException(
          "%s holds no files; name a path with data (names that begin with _ or . do not count).",
          archive.source());
    }
    List<String> sound = without(broken, files);
    List<FileFinding> findings = sound.isEmpty() ? List.of() : look(spark, archive, sound);
    some(findings, HasLongHeader.class).findFirst().ifPresent(file -> refuse(archive, file));
    List<UnreadableFile> unreadable =
        Stream.concat(broken.stream(), some(findings, UnreadableFile.class)).toList();
    if (unreadable.size() == files.size()) {
      throw new InputRefusedException(
          "%s: none of its %,d files opens as %s (%s: %s); name another path or format.",
          archive.source(),
          files.size(),
          archive.format().name(),
          unreadable.get(0).location(),
          unreadable.get(0).problem());
    }
    List<ParquetForm> parquet =
        some(findings, FileFinding.HasColumns.class)
            .sorted(Comparator.comparing(FileFinding::path))
            .map(FileFinding.HasColumns::form)
            .distinct()
            .toList();
    return new ArchiveFiles(files, unreadable, shared(archive, findings), parquet);
  }

  List<String> readable() {
    return without(unreadable, all);
  }

  private static List<String> without(List<UnreadableFile> some, List<String> files) {
    Set<String> others = some.stream().map(UnreadableFile::path).collect(Collectors.toSet());
    return files.stream().filter(file -> !others.contains(file)).toList();
  }

  /** Lists the files as Spark does for every format, and reads none. */
  private static List<String> list(SparkSession spark, ArchiveConfig archive) {
    DataFrameReader reader = spark.read().format("binaryFile").options(archive.options());
    try {
      String[] files = reader.load(archive.requiredPath()).inputFiles();
      return Arrays.stream(files).sorted().toList();
    } catch (AssertionError | RuntimeException e) {
      PathProblem.refuse(archive.requiredPath(), e);
      // Spark 3.5 asserts what Spark 4 throws.
      if (String.valueOf(e.getMessage()).contains("Conflicting ")) {
        throw new InputRefusedException(
            "%s: its directories do not agree on their columns, NAME=VALUE; name one of them, or"
                + " set archive.options.basePath or archive.options.recursiveFileLookup.",
            archive.source());
      }
      throw e;
    }
  }

  static List<FileFinding> look(SparkSession spark, ArchiveConfig archive, List<String> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop = hadoop(spark, archive.options());
    FileProbe probe = FileProbe.of(archive.format(), archive.options());
    try {
      return context
          .parallelize(files, Math.min(files.size(), context.defaultParallelism()))
          .mapPartitions(some -> look(probe, some, hadoop.value()))
          .collect();
    } catch (Exception e) {
      BrokenFiles.refuse(spark, archive, Optional.empty(), List.of(), e);
      throw e;
    }
  }

  /** Options of the reader may say how to reach the files. */
  static SerializableConfiguration hadoop(SparkSession spark, Map<String, String> options) {
    Configuration hadoop = new Configuration(spark.sparkContext().hadoopConfiguration());
    options.forEach(hadoop::set);
    return new SerializableConfiguration(hadoop);
  }

  /**
   * Returns only what the driver needs to know: files with a problem, and the first of each form.
   */
  private static Iterator<FileFinding> look(
      FileProbe probe, Iterator<String> files, Configuration hadoop) {
    List<FileFinding> found = new ArrayList<>();
    Set<Object> forms = new HashSet<>();
    while (files.hasNext()) {
      FileFinding finding = look(probe, files.next(), hadoop);
      if (tells(finding, forms)) {
        found.add(finding);
      }
    }
    return found.iterator();
  }

  private static boolean tells(FileFinding finding, Set<Object> forms) {
    if (finding instanceof HasForm file) {
      return forms.add(file.form());
    }
    if (finding instanceof FileFinding.HasColumns file) {
      return forms.add(file.form());
    }
    return !(finding instanceof FileFinding.Opens);
  }

  private static FileFinding look(FileProbe probe, String file, Configuration hadoop) {
    try {
      return probe.look(file, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read file: " + file, e);
    } catch (IllegalArgumentException e) {
      if (String.valueOf(e.getMessage()).contains("URISyntaxException")) {
        return new UnreadableFile(file, "Hadoop cannot open a name with a colon");
      }
      throw e;
    }
  }

  private static Optional<TextForm> shared(ArchiveConfig archive, List<FileFinding> findings) {
    List<HasForm> forms = some(findings, HasForm.class).toList();
    for (HasForm each : forms) {
      if (!each.form().equals(forms.get(0).form())) {
        throw new InputRefusedException(
            "%s: the headers of %s and %s declare different columns; name files of one kind, for"
                + " instance by a glob.",
            archive.source(),
            UnreadableFile.location(forms.get(0).path()),
            UnreadableFile.location(each.path()));
      }
    }
    return forms.stream().map(HasForm::form).findFirst();
  }

  private static <T extends FileFinding> Stream<T> some(List<FileFinding> all, Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static void refuse(ArchiveConfig archive, HasLongHeader file) {
    throw new InputRefusedException(
        "%s: %s cannot be read (its header does not end within 1 MiB); take it out of the path, or"
            + " shorten its header.",
        archive.source(), UnreadableFile.location(file.path()));
  }
}
