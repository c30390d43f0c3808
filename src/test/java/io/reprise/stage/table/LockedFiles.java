package io.reprise.stage.table;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk as a file system that nothing is known of: {@code locked:/path}. */
public class LockedFiles extends FilterFileSystem {

  public LockedFiles() {
    super(new RawLocalFileSystem());
  }

  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set("fs.locked.impl", LockedFiles.class.getName());
    configuration.setLong("reprise.lock.settled.milliseconds", 200);
    return configuration;
  }

  @Override
  public String getScheme() {
    return "locked";
  }

  @Override
  public URI getUri() {
    return URI.create("locked:///");
  }

  @Override
  protected void checkPath(Path path) {
    // Every path is one of the local disk.
  }

  private static Path local(Path path) {
    return new Path("file", null, path.toUri().getPath());
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    return super.open(local(path), buffer);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    beforeCreate(path);
    return super.create(local(path), permission, overwrite, buffer, replication, block, progress);
  }

  /** What a test lets happen when a file is about to be made. */
  void beforeCreate(Path path) throws IOException {}

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return super.delete(local(path), recursive);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return super.rename(local(from), local(to));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return super.listStatus(local(path));
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return super.mkdirs(local(path));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return super.mkdirs(local(path), permission);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return super.getFileStatus(local(path));
  }
}
