package io.reprise.stage.table;

import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A lock for storage that cannot create a file in one step, and only if it is not there: a file
 * that names its owner and the time at which others may take it away. It is held for a few calls to
 * the storage. A process that stops for longer than that between two calls may lose it.
 */
final class FileLock implements AutoCloseable {

  static final Duration EXPIRY = Duration.ofSeconds(60);

  /** Until then whoever saw no lock has made its own, and the last one is seen by all. */
  private static final String SETTLED = "reprise.lock.settled.milliseconds";

  private static final long USUALLY_SETTLED = 1000;
  private static final String OWNER = "owner";
  private static final String UNTIL = "until";

  private final FileSystem files;
  private final Path path;
  private final String owner;

  private FileLock(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
    this.owner = ManagementFactory.getRuntimeMXBean().getName() + "-" + UUID.randomUUID();
  }

  /** Waits until the lock is ours. Whoever holds it keeps it for less than its expiry. */
  static FileLock take(FileSystem files, Path path) throws IOException {
    FileLock lock = new FileLock(files, path);
    Instant giveUp = Instant.now().plus(EXPIRY.multipliedBy(5));
    while (!lock.create() || !lock.isOursAfterAll()) {
      if (Instant.now().isAfter(giveUp)) {
        throw new IOException(
            "%s is held by others; delete it if no job is running".formatted(path));
      }
      lock.removeExpired();
      lock.pause();
    }
    return lock;
  }

  private boolean isOursAfterAll() throws IOException {
    pause();
    return isOurs();
  }

  private boolean create() throws IOException {
    byte[] content =
        Json.bytes(
            Json.object().put(OWNER, owner).put(UNTIL, Instant.now().plus(EXPIRY).toString()));
    try (FSDataOutputStream out = files.create(path, false)) {
      out.write(content);
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      // Its owner may have deleted it by now.
      return false;
    } catch (IOException e) {
      if (files.exists(path)) {
        return false;
      }
      throw e;
    }
  }

  private boolean isOurs() {
    try {
      return content().text(OWNER).equals(owner);
    } catch (IOException | MalformedException e) {
      // It is gone, or another is about to write it.
      return false;
    }
  }

  private void removeExpired() {
    try {
      if (Instant.parse(content().text(UNTIL)).isBefore(Instant.now())) {
        files.delete(path, false);
      }
    } catch (IOException | RuntimeException e) {
      removeUnfinished();
    }
  }

  /** A file that its owner has not finished has no time in it but that of the storage. */
  private void removeUnfinished() {
    try {
      Instant written = Instant.ofEpochMilli(files.getFileStatus(path).getModificationTime());
      if (written.plus(EXPIRY).isBefore(Instant.now())) {
        files.delete(path, false);
      }
    } catch (IOException e) {
      // It is gone, or will be tried again.
    }
  }

  private Fields content() throws IOException {
    try (InputStream in = files.open(path)) {
      return Json.read(path.toString(), in.readAllBytes());
    }
  }

  private void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(files.getConf().getLong(SETTLED, USUALLY_SETTLED));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() throws IOException {
    if (isOurs()) {
      files.delete(path, false);
    }
  }
}
