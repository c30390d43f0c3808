package io.reprise.stage.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system with one difference. Where Hadoop's native library is missing, the
 * original starts a process ({@code chmod}) for every file and directory that it creates, which is
 * slow. This one starts none.
 */
public final class LocalFiles extends LocalFileSystem {

  public LocalFiles() {
    super(new Raw());
  }

  /**
   * The user's umask in octal digits, where the system tells it. Hadoop does not ask for it, and
   * would let others read what the user's files keep to themselves.
   */
  public static Optional<String> umask() {
    java.nio.file.Path status = java.nio.file.Path.of("/proc/self/status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("Umask:"))
          .map(line -> line.substring("Umask:".length()).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static final class Raw extends RawLocalFileSystem {

    private static final boolean POSIX =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (POSIX && !permission.getStickyBit()) {
        Files.setPosixFilePermissions(
            pathToFile(path).toPath(),
            PosixFilePermissions.fromString(
                permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL));
      } else {
        super.setPermission(path, permission);
      }
    }
  }
}
