package io.reprise.stage.archive;

import static io.reprise.stage.archive.Expressions.quoted;
import static org.apache.spark.sql.functions.expr;

import io.reprise.config.ArchiveConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * A Parquet archive with columns that Spark by itself would not read. Counts of nanoseconds become
 * times. Columns of other types that it does not know are left out.
 */
record ParquetArchive(SparkSession spark, ArchiveConfig archive, ArchiveFiles files) {

  private static final String MERGE = "mergeSchema";
  private static final String BASE = "basePath";

  /** Whether there are such columns. */
  boolean isForeign() {
    return files.parquet().stream()
        .anyMatch(form -> !form.nanoseconds().isEmpty() || !form.foreign().isEmpty());
  }

  /** The columns that are left out, with what Parquet calls their types. */
  Map<String, String> foreign() {
    Map<String, String> found = new TreeMap<>();
    files.parquet().forEach(form -> found.putAll(form.foreign()));
    return found;
  }

  /** The rows as Spark reads them, nanoseconds as whole numbers. */
  Dataset<Row> stored() {
    return reader().schema(schema(files.parquet())).load(archive.requiredPath());
  }

  /** The rows with times instead of nanoseconds. */
  Dataset<Row> rows(Dataset<Row> stored) {
    List<Map<String, Boolean>> kinds =
        files.parquet().stream().map(ParquetForm::nanoseconds).distinct().toList();
    if (kinds.size() == 1) {
      return withTimes(stored, kinds.get(0));
    }
    return byNanoseconds().entrySet().stream()
        .map(group -> withTimes(read(group.getKey(), group.getValue()), group.getKey()))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }

  /** The files whose same columns count nanoseconds. */
  private Map<Map<String, Boolean>, List<String>> byNanoseconds() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop = ArchiveFiles.hadoop(spark, archive.options());
    List<String> readable = files.readable();
    List<Tuple2<String, Map<String, Boolean>>> each =
        context
            .parallelize(readable, Math.min(readable.size(), context.defaultParallelism()))
            .map(
                file ->
                    new Tuple2<>(
                        file,
                        ParquetForm.of(UnreadableFile.location(file), hadoop.value())
                            .nanoseconds()))
            .collect();
    Map<Map<String, Boolean>, List<String>> groups = new LinkedHashMap<>();
    each.forEach(
        file -> groups.computeIfAbsent(file._2(), kind -> new ArrayList<>()).add(file._1()));
    return groups;
  }

  private Dataset<Row> read(Map<String, Boolean> nanoseconds, List<String> some) {
    List<ParquetForm> alike =
        files.parquet().stream().filter(form -> form.nanoseconds().equals(nanoseconds)).toList();
    DataFrameReader reader = reader().schema(schema(alike));
    if (!archive.options().containsKey(BASE) && isDirectory()) {
      reader.option(BASE, archive.requiredPath());
    }
    return reader.load(SparkReader.paths(some));
  }

  private boolean isDirectory() {
    try {
      Path path = new Path(archive.requiredPath());
      return path.getFileSystem(ArchiveFiles.hadoop(spark, archive.options()).value())
          .getFileStatus(path)
          .isDirectory();
    } catch (IOException e) {
      // A glob names no directory.
      return false;
    }
  }

  private DataFrameReader reader() {
    return SparkReader.of(spark, archive).options(ExcludedFiles.options(files.unreadable()));
  }

  /**
   * The columns of one file or, if the reader is to merge them, of all, as Spark has it. Their
   * types are those of the first of the given forms that has them.
   */
  private StructType schema(List<ParquetForm> forms) {
    boolean merged = Boolean.parseBoolean(archive.options().getOrDefault(MERGE, "false"));
    Map<String, StructField> wanted =
        fields(merged ? files.parquet() : files.parquet().subList(0, 1));
    Map<String, StructField> typed = fields(forms);
    wanted.replaceAll((name, field) -> typed.getOrDefault(name, field));
    return new StructType(wanted.values().toArray(StructField[]::new));
  }

  private static Map<String, StructField> fields(List<ParquetForm> forms) {
    Map<String, StructField> fields = new LinkedHashMap<>();
    for (ParquetForm form : forms) {
      for (StructField field : form.readable().fields()) {
        fields.putIfAbsent(field.name(), field);
      }
    }
    return fields;
  }

  private static Dataset<Row> withTimes(Dataset<Row> stored, Map<String, Boolean> nanoseconds) {
    return stored.select(
        Arrays.stream(stored.columns())
            .map(name -> column(name, Optional.ofNullable(nanoseconds.get(name))))
            .toArray(Column[]::new));
  }

  /** A microsecond is the last whole one before, also before 1970. */
  private static Column column(String name, Optional<Boolean> inUtc) {
    if (inUtc.isEmpty()) {
      return Expressions.column(name);
    }
    String micros = "((%1$s - pmod(%1$s, 1000)) div 1000)".formatted(quoted(name));
    return expr(inUtc.get()
            ? "timestamp_micros(%s)".formatted(micros)
            : "timestamp_ntz'1970-01-01' + %s * interval '0.000001' second".formatted(micros))
        .as(name);
  }
}
