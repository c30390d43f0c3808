package io.reprise.stage.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFilesTest {

  @TempDir private Path directory;
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", LocalFiles.class.getName());
    files = FileSystem.newInstance(directory.toUri(), configuration);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rw-r--r--", "r--------", "rwxrwxrwx"})
  void permissionsAreTheOnesAskedFor(String permissions) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    files.setPermission(path(file), FsPermission.valueOf("-" + permissions));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
    assertThat(files.getFileStatus(path(file)).getPermission().toString()).isEqualTo(permissions);
  }

  @Test
  void aStickyDirectoryIsLeftToHadoop() throws IOException {
    Path made = directory.resolve("made");
    files.mkdirs(path(made));
    files.setPermission(path(made), FsPermission.valueOf("drwxrwxrwt"));
    assertThat(files.getFileStatus(path(made)).getPermission().getStickyBit()).isTrue();
  }

  @Test
  void aFileIsWrittenAndReadWithItsChecksum() throws IOException {
    Path file = directory.resolve("numbers");
    try (var out =
        files.create(
            path(file), FsPermission.valueOf("-rw-r-----"), true, 4096, (short) 1, 1 << 20, null)) {
      out.writeLong(42);
    }
    assertThat(directory.resolve(".numbers.crc")).exists();
    try (var in = files.open(path(file))) {
      assertThat(in.readLong()).isEqualTo(42);
    }
  }

  private static org.apache.hadoop.fs.Path path(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
