package io.reprise.stage.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What lies under an output, seen as files with sizes and times. */
public record StoredFiles(Configuration hadoop) {

  /** A file, or a directory with all that is in it. */
  public record Entry(Path path, long files, long bytes, Instant written) {

    public String name() {
      return path.getName();
    }

    private Entry with(Entry child) {
      return new Entry(
          path,
          files + child.files,
          bytes + child.bytes,
          written.isAfter(child.written) ? written : child.written);
    }
  }

  /** The entries of a directory, if it is there; each with the time of its newest file. */
  public List<Entry> in(Path directory) {
    return in(directory, ".*");
  }

  /** Those whose names match a regular expression. */
  public List<Entry> in(Path directory, String names) {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      List<Entry> entries = new ArrayList<>();
      for (FileStatus child : children(files, directory)) {
        if (child.getPath().getName().matches(names)) {
          entries.add(entry(files, child));
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be listed".formatted(directory), e);
    }
  }

  private static List<FileStatus> children(FileSystem files, Path directory) throws IOException {
    try {
      return Arrays.asList(files.listStatus(directory));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * Lists directory by directory: on a local disk Hadoop starts a process for each file of a
   * recursive listing. A directory is as old as its newest file: to S3A every directory is new.
   */
  private static Entry entry(FileSystem files, FileStatus status) throws IOException {
    Instant written = Instant.ofEpochMilli(status.getModificationTime());
    if (status.isFile()) {
      return new Entry(status.getPath(), 1, status.getLen(), written);
    }
    Entry sum = new Entry(status.getPath(), 0, 0, Instant.MIN);
    for (FileStatus child : children(files, status.getPath())) {
      sum = sum.with(entry(files, child));
    }
    return sum.written().equals(Instant.MIN) ? new Entry(status.getPath(), 0, 0, written) : sum;
  }

  public void delete(Path path) {
    try {
      path.getFileSystem(hadoop).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be deleted".formatted(path), e);
    }
  }
}
