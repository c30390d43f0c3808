package io.reprise.stage.table;

import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A small JSON file that is replaced while others read it. They see the old content or the new,
 * never a part of either and never none, wherever the process that writes is killed.
 */
final class PointerFile {

  private static final String IF_ABSENT = "fs.option.create.conditional.overwrite";

  private final Path path;
  private final FileSystem files;
  private final Configuration hadoop;

  private PointerFile(Path path, FileSystem files, Configuration hadoop) {
    this.path = path;
    this.files = files;
    this.hadoop = hadoop;
  }

  static PointerFile of(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    // A checksum is a second file, and two files cannot be replaced in one step.
    return new PointerFile(
        path,
        files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files,
        hadoop);
  }

  /** What the file says, unless nobody has written it. */
  Optional<Fields> read() {
    try (InputStream in = files.open(path)) {
      return Optional.of(Json.read(path.toString(), in.readAllBytes()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(path), e);
    }
  }

  /** Writes the file unless it is there; tells whether it did. Of several, one does. */
  boolean create(byte[] content) {
    try {
      files.mkdirs(path.getParent());
      return !files.exists(path) && created(content);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(path), e);
    }
  }

  private boolean created(byte[] content) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      return linked(local, content);
    }
    return switch (files.getUri().getScheme()) {
      case "hdfs", "viewfs" -> moved(content);
      case "s3a" -> createdIfAbsent(content);
      default -> createdUnderLock(content);
    };
  }

  /** A second name for a file cannot take the place of another file; a new name can. */
  private boolean linked(RawLocalFileSystem local, byte[] content) throws IOException {
    Path aside = aside(content);
    try {
      Files.createLink(local.pathToFile(path).toPath(), local.pathToFile(aside).toPath());
      synchronizeDirectory(local);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return createdUnderLock(content);
    } finally {
      local.delete(aside, false);
    }
  }

  private boolean moved(byte[] content) throws IOException {
    Path aside = aside(content);
    try {
      FileContext.getFileContext(files.getUri(), hadoop).rename(aside, path);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      files.delete(aside, false);
      return false;
    }
  }

  /** Hadoop knows how to ask an S3 store for that from 3.4.2 on. */
  private boolean createdIfAbsent(byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> asked = files.createFile(path).overwrite(false);
    asked.must(IF_ABSENT, true);
    try (FSDataOutputStream out = asked.build()) {
      out.write(content);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return createdUnderLock(content);
    } catch (IOException e) {
      if (files.exists(path)) {
        return false;
      }
      throw e;
    }
    return true;
  }

  private boolean createdUnderLock(byte[] content) throws IOException {
    try (FileLock lock = FileLock.take(files, new Path(path.getParent(), "lock"))) {
      if (files.exists(path)) {
        return false;
      }
      Path aside = aside(content);
      if (!files.rename(aside, path)) {
        throw new IOException("%s cannot be renamed".formatted(aside));
      }
      return true;
    }
  }

  void replace(byte[] content) {
    try {
      files.mkdirs(path.getParent());
      if (files instanceof RawLocalFileSystem local) {
        replace(local, content);
      } else if (files.getUri().getScheme().matches("hdfs|viewfs")) {
        FileContext.getFileContext(files.getUri(), hadoop)
            .rename(aside(content), path, Rename.OVERWRITE);
      } else {
        // An object store shows a file only when it is closed, and then whole.
        write(path, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(path), e);
    }
  }

  private void replace(RawLocalFileSystem local, byte[] content) throws IOException {
    // Earlier versions wrote a checksum, which would contradict the new content.
    local.delete(new Path(path.getParent(), "." + path.getName() + ".crc"), false);
    if (!local.rename(aside(content), path)) {
      throw new IOException("%s cannot be replaced".formatted(path));
    }
    synchronizeDirectory(local);
  }

  private void synchronizeDirectory(RawLocalFileSystem local) throws IOException {
    java.nio.file.Path directory = local.pathToFile(path.getParent()).toPath();
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /** The content in a file beside this one. What a killed process leaves there nobody reads. */
  private Path aside(byte[] content) throws IOException {
    Path aside = new Path(path.getParent(), ".%s.%s".formatted(path.getName(), UUID.randomUUID()));
    write(aside, content);
    return aside;
  }

  private void write(Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(content);
      if (!file.equals(path)) {
        out.hsync();
      }
    }
  }
}
