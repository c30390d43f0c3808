package io.reprise.stage.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system of a process that is killed at the n-th call that would change something:
 * neither that call nor any later one has an effect.
 */
public final class StoppingFiles extends LocalFileSystem {

  private static int left;

  public StoppingFiles() {
    super(new Raw());
  }

  static Configuration stoppingAt(int call) {
    left = call;
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", StoppingFiles.class.getName());
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    return configuration;
  }

  static final class KilledError extends Error {
    private static final long serialVersionUID = 1;
  }

  private static void count() {
    if (--left <= 0) {
      throw new KilledError();
    }
  }

  private static final class Raw extends RawLocalFileSystem {

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
      count();
      return new Counted(
          super.create(path, permission, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
        Path path,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        Progressable progress)
        throws IOException {
      count();
      return new Counted(super.create(path, overwrite, buffer, replication, block, progress));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      count();
      return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      count();
      return super.delete(path, recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
      count();
      return super.mkdirs(path);
    }
  }

  private static final class Counted extends FSDataOutputStream {

    private final FSDataOutputStream target;

    Counted(FSDataOutputStream target) throws IOException {
      super(target, null);
      this.target = target;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
      count();
      target.write(bytes, from, length / 2);
      target.flush();
      count();
      target.write(bytes, from + length / 2, length - length / 2);
    }

    @Override
    public void hsync() throws IOException {
      count();
      target.hsync();
    }

    @Override
    public void close() throws IOException {
      count();
      target.close();
    }
  }
}
