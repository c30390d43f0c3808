package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;

/** Estimates the lines of text files from their sizes and the beginnings of a few of them. */
public final class LineDensity {

  private static final int LOOKED_INTO = 8;
  private static final int SIZES_ASKED_FOR = 64;
  private static final int BYTES_READ = 4 << 20;

  private final Configuration hadoop;
  private final List<String> files;

  private LineDensity(Configuration hadoop, List<String> files) {
    this.hadoop = hadoop;
    this.files = files;
  }

  public static long lines(SparkSession spark, ArchiveConfig archive, OpenedArchive opened) {
    return new LineDensity(
            ArchiveFiles.hadoop(spark, archive.options()).value(),
            List.of(opened.stored().inputFiles()))
        .lines();
  }

  private long lines() {
    try {
      double bytes = 0;
      List<String> asked = spread(SIZES_ASKED_FOR);
      for (String file : asked) {
        Path path = new Path(file);
        bytes += path.getFileSystem(hadoop).getFileStatus(path).getLen();
      }
      return Math.round(bytes / asked.size() * files.size() * linesOfByte());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "A file of archive.path cannot be read for its length (%s)".formatted(e.getMessage()), e);
    }
  }

  private double linesOfByte() throws IOException {
    double lines = 0;
    double bytes = 0;
    for (String file : spread(LOOKED_INTO)) {
      Path path = new Path(file);
      FileSystem fileSystem = path.getFileSystem(hadoop);
      CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
      try (FSDataInputStream stored = fileSystem.open(path);
          InputStream text = codec == null ? stored : codec.createInputStream(stored)) {
        lines += linesAtBeginning(text);
        bytes += stored.getPos();
      }
    }
    return bytes == 0 ? 0 : lines / bytes;
  }

  private static long linesAtBeginning(InputStream text) throws IOException {
    long lines = 0;
    byte[] bytes = text.readNBytes(BYTES_READ);
    for (byte each : bytes) {
      if (each == '\n') {
        lines++;
      }
    }
    return lines;
  }

  private List<String> spread(int most) {
    int wanted = Math.min(most, files.size());
    return IntStream.range(0, wanted)
        .mapToObj(i -> files.get((int) ((long) i * files.size() / wanted)))
        .toList();
  }
}
