package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.StorageProblem;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.spark.sql.Dataset;

/**
 * Everything under {@code output.path}. Each result lies in a directory of its own that no later
 * run touches; it counts only once {@code latest.json} names it.
 */
public final class Store {

  private static final String CONFIGURATION = "reprise.conf";
  private static final String OUTCOMES = "outcomes";
  private static final String MANIFEST = "manifest.json";

  private final Path root;
  private final Configuration hadoop;

  public Store(String outputPath, Configuration hadoop) {
    this.hadoop = hadoop;
    this.root = whole(new Path(outputPath));
  }

  /** The file system lists whole paths, which are compared with those that were written. */
  private Path whole(Path path) {
    if (path.isAbsolute()) {
      return path;
    }
    try {
      return new Path(fileSystem(path).makeQualified(path).toUri().getPath());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be reached".formatted(path), e);
    }
  }

  public Path directory(ResultKind kind, String id) {
    return new Path(directory(kind), id);
  }

  public Path root() {
    return root;
  }

  /** What lies under the output, as files. */
  public StoredFiles files() {
    return new StoredFiles(hadoop);
  }

  /** Where the results of a kind lie. */
  public Path directory(ResultKind kind) {
    return new Path(root, kind.directory());
  }

  public void writeTable(Dataset<?> table, Path path, String... partitions) {
    table.write().partitionBy(partitions).parquet(path.toString());
  }

  /** A table of measured numbers, which hardly repeat. */
  void writeNumbers(Dataset<?> table, Path path, String... partitions) {
    table
        .write()
        .options(PlainFloats.options(table.schema()))
        .partitionBy(partitions)
        .parquet(path.toString());
  }

  /** Whether a file of this name, with a scheme or without, lies under the output. */
  boolean holds(String file) {
    try {
      String path = new Path(file).toUri().getPath();
      return path.startsWith(fileSystem(root).makeQualified(root).toUri().getPath() + "/");
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be reached".formatted(root), e);
    }
  }

  /** Refuses an output that cannot be written, before hours of work are lost to it. */
  public void requireWritable() {
    Path probe = new Path(root, ".writable-" + UUID.randomUUID());
    try {
      fileSystem(root).mkdirs(root);
      writeFile(probe, new byte[] {1});
      fileSystem(root).delete(probe, false);
    } catch (IOException | RuntimeException e) {
      throw notWritable(e);
    }
  }

  /** Refuses a directory in which this user may not write, as far as permissions tell. */
  public void requirePermission() {
    try {
      Path nearest = root;
      while (!fileSystem(nearest).exists(nearest) && nearest.getParent() != null) {
        nearest = nearest.getParent();
      }
      fileSystem(nearest).access(nearest, FsAction.WRITE);
    } catch (IOException | RuntimeException e) {
      throw notWritable(e);
    }
  }

  private InputRefusedException notWritable(Exception failure) {
    StorageProblem.refuse("output.path = " + root, failure);
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    InputRefusedException refused =
        new InputRefusedException(
            "output.path = %s cannot be written (%s); name a directory where this user may write.",
            root, cause.getMessage());
    refused.initCause(failure);
    return refused;
  }

  /** The names of what lies in a directory. */
  public List<String> children(Path directory) {
    try {
      return Arrays.stream(fileSystem(directory).listStatus(directory))
          .map(child -> child.getPath().getName())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be listed".formatted(directory), e);
    }
  }

  /** The names of what lies in a directory that may not be there. */
  List<String> childrenIfAny(Path directory) {
    return exists(directory) ? children(directory) : List.of();
  }

  public void writeFile(Path path, byte[] content) {
    try (OutputStream out = fileSystem(path).create(path, false)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(path), e);
    }
  }

  /** A text file of any length, in UTF-8. */
  public void writeLines(Path path, Iterator<String> lines) {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(fileSystem(path).create(path, false), StandardCharsets.UTF_8))) {
      while (lines.hasNext()) {
        out.write(lines.next() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(path), e);
    }
  }

  public byte[] readFile(Path path) {
    try (InputStream in = fileSystem(path).open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new InputRefusedException("%s is missing; run the job that writes it again.", path);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(path), e);
    }
  }

  /** Puts the manifest and the configuration beside a result. */
  public void describe(ResultKind kind, String id, ObjectNode manifest, String configuration) {
    Path directory = directory(kind, id);
    writeFile(new Path(directory, CONFIGURATION), configuration.getBytes(StandardCharsets.UTF_8));
    writeFile(new Path(directory, MANIFEST), Json.bytes(manifest));
  }

  /** Changes what a result that is not published yet says of itself. */
  void describeAnew(ResultKind kind, String id, ObjectNode manifest) {
    pointer(manifestPath(kind, id)).replace(Json.bytes(manifest));
  }

  public Fields manifest(ResultKind kind, String id) {
    Path path = manifestPath(kind, id);
    return Json.read(path.toString(), readFile(path));
  }

  private Path manifestPath(ResultKind kind, String id) {
    return new Path(directory(kind, id), MANIFEST);
  }

  /** Takes the manifest out of a result's directory, so that nobody takes it for a result. */
  public void undescribe(Path directory) {
    try {
      fileSystem(directory).delete(new Path(directory, MANIFEST), false);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be deleted".formatted(directory), e);
    }
  }

  public boolean describes(ResultKind kind, String id) {
    return exists(manifestPath(kind, id));
  }

  /** Makes results visible, all at once; what others publish meanwhile stays. */
  public void publish(Map<ResultKind, String> ids) {
    publish(now -> now.with(ids));
  }

  /** Publishes a change of what is published. It is made anew where another run was faster. */
  public Published publish(UnaryOperator<Published> change) {
    return publications().publish(change);
  }

  public Published published() {
    return publications().now();
  }

  /** Where the publications are numbered. */
  public Path publicationFiles() {
    return publications().directory();
  }

  /** Whether a file there is one of the newest, or none of ours. */
  public boolean isNewPublication(String name, Published newest) {
    return Publications.isNew(name, newest);
  }

  private Publications publications() {
    return new Publications(this, root);
  }

  /** Writes the verdict on a run, in place of an earlier one. */
  public void writeOutcome(String run, ObjectNode outcome) {
    verdict(run).replace(Json.bytes(outcome));
  }

  /** The verdict on a run that has ended. */
  public Optional<Fields> outcome(String run) {
    return verdict(run).read();
  }

  /** Nobody who waits for a run's verdict must find that of its last try. */
  public void forgetOutcome(String run) {
    files().delete(new Path(outcomes(), run + ".json"));
  }

  private PointerFile verdict(String run) {
    return pointer(new Path(outcomes(), run + ".json"));
  }

  public Path outcomes() {
    return new Path(root, OUTCOMES);
  }

  /** The configuration that a result was made with, as it was written beside it. */
  public String configuration(ResultKind kind, String id) {
    Path path = new Path(directory(kind, id), CONFIGURATION);
    return new String(readFile(path), StandardCharsets.UTF_8);
  }

  public Optional<String> published(ResultKind kind) {
    return published().newest(kind);
  }

  /** The newest published result of a kind. */
  public String latest(ResultKind kind) {
    return published(kind).orElseThrow(() -> namesNo(kind));
  }

  /** The model that scores. */
  public String champion() {
    return published().champion().orElseThrow(() -> namesNo(ResultKind.MODEL));
  }

  private InputRefusedException namesNo(ResultKind kind) {
    return new InputRefusedException(
        "%s names no %s; run the job that publishes it, or set output.path to where it did.",
        publications().latest(), kind.entry());
  }

  /** Where trainings that have not ended keep what they need to go on. */
  public Path checkpoints() {
    return new Path(root, "checkpoints");
  }

  boolean exists(Path path) {
    try {
      return fileSystem(path).exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(path), e);
    }
  }

  /** Deletes what a run has written of a result that it must begin again. */
  public void discard(ResultKind kind, String id) {
    Path directory = directory(kind, id);
    try {
      fileSystem(directory).delete(directory, true);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be deleted".formatted(directory), e);
    }
  }

  /** A small file that is replaced while others read it. */
  PointerFile pointer(Path path) {
    try {
      return PointerFile.of(path, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be reached".formatted(path), e);
    }
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(hadoop);
  }
}
