package io.reprise.stage.table;

import io.reprise.stage.common.FailedRead;
import io.reprise.stage.common.InputRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Finds the file under {@code output.path} that made a job fail. */
public record DamagedTables(SparkSession spark, Store store) {

  /** Refuses to go on if one of our own files is damaged, and says which. */
  public void refuse(Exception failure) {
    FailedRead read = new FailedRead(failure);
    Optional<String> damaged = read.file().filter(store::holds);
    if (read.file().isEmpty() && read.isOfSomeFile()) {
      damaged = search();
    }
    if (damaged.isPresent()) {
      InputRefusedException refused =
          new InputRefusedException(
              "%s cannot be read (%s); run the job that wrote it again.",
              damaged.get(), read.reason());
      refused.initCause(failure);
      throw refused;
    }
  }

  /** Reads the pages of all published tables, for each bears a checksum. */
  private Optional<String> search() {
    List<String> files = new ArrayList<>();
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    for (Path directory : published()) {
      files.addAll(TableFiles.listed(directory, hadoop.value()));
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return context
        .parallelize(files, Math.min(files.size(), 8 * context.defaultParallelism()))
        .filter(file -> isDamaged(file, hadoop.value()))
        .take(1)
        .stream()
        .findFirst();
  }

  private Set<Path> published() {
    Set<Path> directories = new LinkedHashSet<>();
    for (ResultKind kind : List.of(ResultKind.SERIES, ResultKind.QUARANTINE, ResultKind.SCORES)) {
      for (String run : new PublishedRuns(store).of(kind)) {
        Path directory = store.directory(kind, run);
        if (store.exists(directory)) {
          directories.add(directory);
        }
      }
    }
    return directories;
  }

  private static boolean isDamaged(String file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new Path(file), hadoop),
            HadoopReadOptions.builder(hadoop).usePageChecksumVerification(true).build())) {
      while (reader.readNextRowGroup() != null) {
        // Reading checks the pages.
      }
      return false;
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }
}
