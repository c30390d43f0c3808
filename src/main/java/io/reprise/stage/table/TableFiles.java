package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.stage.common.InputRefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * {@code files.json} beside the manifest of a result with tables: the name, the length and the
 * checksum of the footer of every Parquet file. Its pages bear checksums of their own. So a file
 * that is gone, foreign or changed is noticed before it is used, wherever the file system keeps no
 * checksums.
 */
final class TableFiles {

  private static final String INDEX = "files.json";
  private static final String FILES = "files";
  private static final String PATH = "path";
  private static final String BYTES = "bytes";
  private static final String FOOTER = "footer";

  /** After the footer come its length and the magic bytes. */
  private static final int END = 8;

  /** A task lists so many directories, one after another. */
  private static final int DIRECTORIES_OF_A_PART = 64;

  private TableFiles() {}

  /** A file as it was written; {@code problem} is null while nothing is wrong with it. */
  private record Entry(String path, long bytes, long footer, String problem)
      implements Serializable {

    Entry(String path, long bytes, long footer) {
      this(path, bytes, footer, null);
    }

    Entry but(String found) {
      return new Entry(path, bytes, footer, found);
    }
  }

  /** Some directories of what a run has written. */
  private record Part(String root, List<String> directories) implements Serializable {}

  /** Writes down what lies in the tables of a run. */
  static void seal(SparkSession spark, Store store, ResultKind kind, String id) {
    Path root = store.directory(kind, id);
    SerializableConfiguration hadoop = hadoop(spark);
    List<String> paths = listed(root, hadoop.value());
    ArrayNode files = Json.array();
    if (!paths.isEmpty()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      context
          .parallelize(paths, Math.min(paths.size(), context.defaultParallelism()))
          .map(path -> measured(path, hadoop.value()))
          .collect()
          .forEach(
              entry ->
                  files
                      .addObject()
                      .put(PATH, relative(root, entry.path()))
                      .put(BYTES, entry.bytes())
                      .put(FOOTER, entry.footer()));
    }
    ObjectNode index = Json.object();
    index.set(FILES, files);
    store.writeFile(new Path(root, INDEX), Json.bytes(index));
  }

  /**
   * Refuses directories, by the run that wrote them, of which a file is not as it was written. Runs
   * of versions that kept no list are taken as they are.
   */
  static void require(
      SparkSession spark, Store store, ResultKind kind, Map<String, Set<Path>> directories) {
    List<Part> parts = new ArrayList<>();
    directories.forEach((run, some) -> addParts(store.directory(kind, run), some, parts));
    if (parts.isEmpty()) {
      return;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop = hadoop(spark);
    int cores = context.defaultParallelism();
    List<Entry> entries =
        refuseProblems(
            context
                .parallelize(parts, Math.min(parts.size(), cores))
                .flatMap(part -> entries(part, hadoop.value()).iterator())
                .collect());
    if (!entries.isEmpty()) {
      refuseProblems(
          context
              .parallelize(entries, Math.min(entries.size(), cores))
              .map(entry -> compared(entry, hadoop.value()))
              .filter(entry -> entry.problem() != null)
              .take(1));
    }
  }

  private static void addParts(Path root, Set<Path> directories, List<Part> parts) {
    List<String> names = directories.stream().map(Path::toString).sorted().toList();
    for (int from = 0; from < names.size(); from += DIRECTORIES_OF_A_PART) {
      int to = Math.min(names.size(), from + DIRECTORIES_OF_A_PART);
      parts.add(new Part(root.toString(), List.copyOf(names.subList(from, to))));
    }
  }

  private static List<Entry> refuseProblems(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.problem() != null) {
        throw new InputRefusedException(
            "%s %s; run the job that wrote it again.", entry.path(), entry.problem());
      }
    }
    return entries;
  }

  private static SerializableConfiguration hadoop(SparkSession spark) {
    return new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  static List<String> listed(Path root, Configuration hadoop) {
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> files = root.getFileSystem(hadoop).listFiles(root, true);
      while (files.hasNext()) {
        Path file = files.next().getPath();
        if (isData(file.getName())) {
          found.add(file.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be listed".formatted(root), e);
    }
    found.sort(null);
    return found;
  }

  private static boolean isData(String name) {
    return !name.startsWith("_") && !name.startsWith(".") && !name.endsWith(".json");
  }

  private static String relative(Path root, String path) {
    String below = new Path(path).toUri().getPath();
    return below.substring(root.toUri().getPath().length() + 1);
  }

  /** The files that a run has written in some directories, and what is wrong with the listing. */
  private static List<Entry> entries(Part part, Configuration hadoop) throws IOException {
    Path root = new Path(part.root());
    FileSystem files = root.getFileSystem(hadoop);
    Map<String, Map<String, Entry>> written = new HashMap<>();
    try (InputStream in = files.open(new Path(root, INDEX))) {
      Path index = new Path(root, INDEX);
      for (Fields each : Json.read(index.toString(), in.readAllBytes()).objects(FILES)) {
        Path path = new Path(root, each.text(PATH));
        written
            .computeIfAbsent(path.getParent().toUri().getPath(), directory -> new HashMap<>())
            .put(
                path.toUri().getPath(),
                new Entry(
                    path.toUri().getPath(), each.longInteger(BYTES), each.longInteger(FOOTER)));
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    List<Entry> found = new ArrayList<>();
    for (String directory : part.directories()) {
      Path path = new Path(directory);
      Map<String, Entry> own = written.getOrDefault(path.toUri().getPath(), new HashMap<>());
      found.addAll(entries(path, files, own));
    }
    return found;
  }

  /** {@code left} are the files that were written there and have not been met yet. */
  private static List<Entry> entries(Path directory, FileSystem files, Map<String, Entry> left)
      throws IOException {
    List<Entry> found = new ArrayList<>();
    for (FileStatus status : status(directory, files)) {
      String path = status.getPath().toUri().getPath();
      if (status.isFile() && isData(status.getPath().getName())) {
        Entry entry = left.remove(path);
        found.add(compared(status, entry));
      }
    }
    left.values().forEach(entry -> found.add(entry.but("is missing")));
    return found;
  }

  private static Collection<FileStatus> status(Path directory, FileSystem files)
      throws IOException {
    try {
      return Arrays.asList(files.listStatus(directory));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static Entry compared(FileStatus status, Entry written) {
    String path = status.getPath().toString();
    if (written == null) {
      return new Entry(path, 0, 0, "was not there when its table was written");
    }
    Entry entry = new Entry(path, written.bytes(), written.footer());
    return status.getLen() == written.bytes()
        ? entry
        : entry.but(
            "has %,d bytes and was written with %,d".formatted(status.getLen(), written.bytes()));
  }

  private static Entry compared(Entry entry, Configuration hadoop) {
    try {
      return measured(entry.path(), hadoop).footer() == entry.footer()
          ? entry
          : entry.but("is damaged: its footer does not match its checksum");
    } catch (IOException e) {
      return entry.but("cannot be read (%s)".formatted(e.getMessage()));
    }
  }

  private static Entry measured(String path, Configuration hadoop) throws IOException {
    Path file = new Path(path);
    FileSystem files = file.getFileSystem(hadoop);
    long length = files.getFileStatus(file).getLen();
    try (FSDataInputStream in = files.open(file)) {
      byte[] end = new byte[(int) Math.min(END, length)];
      in.readFully(length - end.length, end);
      int footer =
          end.length < END ? 0 : ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
      // A damaged length must not ask for more than there is.
      int size = (int) Math.min(length - end.length, Math.max(0, footer));
      byte[] content = new byte[size];
      in.readFully(length - end.length - size, content);
      CRC32C checksum = new CRC32C();
      checksum.update(content);
      checksum.update(end);
      return new Entry(path, length, checksum.getValue());
    }
  }
}
