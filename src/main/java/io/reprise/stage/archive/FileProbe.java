package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig.Format;
import io.reprise.core.text.MalformedTextException;
import io.reprise.core.text.TextForm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/**
 * Tells by a few bytes at its beginning and its end whether a file opens as its format. Damage
 * between them is found when the file is read.
 */
record FileProbe(Format format, boolean encoded) implements Serializable {

  private static final int GLANCE = 4096;
  private static final String DAMAGED = "its footer is damaged";

  static FileProbe of(Format format, Map<String, String> options) {
    return new FileProbe(
        format,
        options.keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.equals("encoding") || name.equals("charset")));
  }

  /** Throws a failure of the file system, which says nothing about the file. */
  FileFinding look(String file, Configuration hadoop) throws IOException {
    Path path = UnreadableFile.location(file);
    FileSystem fileSystem = path.getFileSystem(hadoop);
    long length = fileSystem.getFileStatus(path).getLen();
    if (length == 0) {
      return new UnreadableFile(file, "it is empty");
    }
    try (FSDataInputStream in = fileSystem.open(path)) {
      return switch (format.name()) {
        case "parquet" -> parquet(file, path, hadoop, parquetProblem(in, length));
        case "orc" -> orc(file, path, hadoop, orcProblem(in, length));
        case "avro" -> finding(file, avroProblem(in, length));
        default -> text(file, in, new CompressionCodecFactory(hadoop).getCodec(path));
      };
    } catch (ChecksumException e) {
      return new UnreadableFile(file, "its checksum does not match");
    }
  }

  /** Reads the footer, unless it is encrypted. */
  private static FileFinding parquet(
      String file, Path path, Configuration hadoop, Optional<String> problem) throws IOException {
    if (problem.isPresent()) {
      return new UnreadableFile(file, problem.get());
    }
    try {
      return new FileFinding.HasColumns(file, ParquetForm.of(path, hadoop));
    } catch (ParquetCryptoRuntimeException e) {
      return new FileFinding.Opens(file);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A damaged length in the footer asks for more memory than there is.
      return damaged(file, e);
    }
  }

  private static FileFinding orc(
      String file, Path path, Configuration hadoop, Optional<String> problem) throws IOException {
    if (problem.isPresent()) {
      return new UnreadableFile(file, problem.get());
    }
    try (Reader reader = OrcFile.createReader(path, OrcFile.readerOptions(hadoop))) {
      return reader.getSchema() == null
          ? new UnreadableFile(file, DAMAGED)
          : new FileFinding.Opens(file);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return damaged(file, e);
    }
  }

  /** A failure of the file system says nothing about the file. */
  private static FileFinding damaged(String file, Throwable failure) throws IOException {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean ofSystem =
        Arrays.stream(root.getStackTrace())
            .limit(1)
            .anyMatch(frame -> frame.getClassName().startsWith("org.apache.hadoop."));
    if (ofSystem && root instanceof IOException fromSystem) {
      throw fromSystem;
    }
    return new UnreadableFile(file, DAMAGED);
  }

  private static FileFinding finding(String file, Optional<String> problem) {
    return problem
        .<FileFinding>map(text -> new UnreadableFile(file, text))
        .orElseGet(() -> new FileFinding.Opens(file));
  }

  /** {@code PAR1 … footer, its length in four bytes, PAR1}; PARE where the footer is encrypted. */
  private static Optional<String> parquetProblem(FSDataInputStream in, long length)
      throws IOException {
    if (length < 12 || (!begins(in, length, "PAR1") && !begins(in, length, "PARE"))) {
      return Optional.of("it is no Parquet");
    }
    ByteBuffer end = ByteBuffer.wrap(bytes(in, length - 8, 8)).order(ByteOrder.LITTLE_ENDIAN);
    int footer = end.getInt();
    String magic = new String(end.array(), 4, 4, StandardCharsets.ISO_8859_1);
    boolean whole = magic.equals("PAR1") || magic.equals("PARE");
    return end(whole && footer > 0 && footer <= length - 12);
  }

  /** {@code ORC … ORC} and the length of the postscript in one byte. */
  private static Optional<String> orcProblem(FSDataInputStream in, long length) throws IOException {
    if (!begins(in, length, "ORC")) {
      return Optional.of("it is no ORC");
    }
    byte[] end = length < 8 ? new byte[3] : bytes(in, length - 4, 3);
    return end(new String(end, StandardCharsets.ISO_8859_1).equals("ORC"));
  }

  private static Optional<String> avroProblem(FSDataInputStream in, long length)
      throws IOException {
    return begins(in, length, "Obj\1") ? Optional.empty() : Optional.of("it is no Avro");
  }

  private static Optional<String> end(boolean whole) {
    return whole ? Optional.empty() : Optional.of("its end is missing");
  }

  private static boolean begins(FSDataInputStream in, long length, String magic)
      throws IOException {
    return length >= magic.length()
        && new String(bytes(in, 0, magic.length()), StandardCharsets.ISO_8859_1).equals(magic);
  }

  private static byte[] bytes(FSDataInputStream in, long position, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(position, bytes);
    return bytes;
  }

  private FileFinding text(String file, InputStream in, CompressionCodec codec) throws IOException {
    if (codec == null) {
      return text(file, in);
    }
    try (InputStream plain = codec.createInputStream(in)) {
      return text(file, plain);
    } catch (IOException | UncheckedIOException e) {
      return new UnreadableFile(file, "it cannot be decompressed");
    }
  }

  private FileFinding text(String file, InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, GLANCE);
    buffered.mark(GLANCE);
    byte[] glance = buffered.readNBytes(GLANCE);
    if (glance.length == 0) {
      return new UnreadableFile(file, "it is empty");
    }
    if (!encoded && isBinary(glance)) {
      return new UnreadableFile(file, "it is no text");
    }
    if (!format.own()) {
      return new FileFinding.Opens(file);
    }
    buffered.reset();
    return header(file, new HeaderLines(buffered));
  }

  private static boolean isBinary(byte[] bytes) {
    for (byte each : bytes) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }

  private FileFinding header(String file, HeaderLines lines) {
    try {
      TextForm form = format.equals(Format.ARFF) ? TextForm.arff(lines) : TextForm.ucr(lines);
      return new FileFinding.HasForm(file, form);
    } catch (MalformedTextException e) {
      return new UnreadableFile(file, "it " + e.getMessage());
    } catch (HeaderLines.HeaderTooLongException e) {
      return new FileFinding.HasLongHeader(file);
    }
  }
}
