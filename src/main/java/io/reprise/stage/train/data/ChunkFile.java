package io.reprise.stage.train.data;

import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.spark.SparkEnv;

/**
 * The values and scalers of chunks in a file on the local disk, to be read window by window. The
 * file has no name once it is open, so that it is gone with the process, and closed with this
 * object's last reference.
 */
final class ChunkFile {

  private static final int WRITTEN_AT_ONCE = 1 << 20;

  private final FileChannel channel;
  private final int features;
  private final ByteBuffer unwritten = ByteBuffer.allocate(WRITTEN_AT_ONCE);
  private long[] offsets = new long[1024];
  private int size;
  private long length;

  ChunkFile(int features) {
    this.features = features;
    Path path = inLocalDirectory();
    try {
      this.channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be created".formatted(path), e);
    }
  }

  /** Where Spark itself puts what does not fit memory. */
  private static Path inLocalDirectory() {
    File file = SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2();
    return file.toPath();
  }

  /** Each chunk is its scaler, or zeros where it has none, and its values. */
  void add(Chunk chunk) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
    }
    offsets[size++] = length;
    Scaler scaler = chunk.own().scaler();
    write(scaler == null ? new float[features] : scaler.center());
    write(scaler == null ? new float[features] : scaler.spread());
    write(chunk.values());
  }

  private void write(float[] values) {
    length += (long) values.length * Float.BYTES;
    for (float value : values) {
      if (unwritten.remaining() < Float.BYTES) {
        flush();
      }
      unwritten.putFloat(value);
    }
  }

  /** Writes what has been added. Nothing can be read before. */
  void flush() {
    unwritten.flip();
    try {
      while (unwritten.hasRemaining()) {
        channel.write(unwritten);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Training data cannot be kept on the local disk", e);
    }
    unwritten.clear();
  }

  int points(int chunk) {
    long end = chunk + 1 < size ? offsets[chunk + 1] : length;
    return (int) ((end - values(chunk)) / Float.BYTES / features);
  }

  /** The scaler of the chunk's series, or null if it has none. */
  Scaler scaler(int chunk) {
    FloatBuffer both = read(offsets[chunk], 2 * features);
    float[] center = new float[features];
    float[] spread = new float[features];
    both.get(center).get(spread);
    return spread[0] == 0 ? null : new Scaler(center, spread);
  }

  /** Values of points of a chunk, from point {@code start} on. */
  float[] values(int chunk, int start, int points) {
    float[] values = new float[points * features];
    read(values(chunk) + (long) start * features * Float.BYTES, values.length).get(values);
    return values;
  }

  /** Where the values of a chunk begin. */
  private long values(int chunk) {
    return offsets[chunk] + 2L * features * Float.BYTES;
  }

  private FloatBuffer read(long from, int floats) {
    ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) {
          throw new IOException("The file ends early");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Training data cannot be read from the local disk", e);
    }
    return bytes.flip().asFloatBuffer();
  }
}
