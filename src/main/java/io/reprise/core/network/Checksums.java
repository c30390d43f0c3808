package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code checksums.json}: the SHA-256 of every file beside it. */
public final class Checksums {

  public static final String FILE = "checksums.json";

  private Checksums() {}

  /** The files, and after them their checksums. */
  public static Map<String, byte[]> added(Map<String, byte[]> files) {
    ObjectNode checksums = Json.object();
    files.forEach((name, content) -> checksums.put(name, sha256(content)));
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    all.put(FILE, Json.bytes(checksums));
    return all;
  }

  /**
   * Refuses files that are not as they were written. {@code of} and {@code mend} are parts of the
   * message.
   */
  public static void check(Map<String, byte[]> files, String of, String mend) {
    Fields checksums = Json.read(FILE, files.get(FILE));
    files.forEach(
        (name, content) -> {
          if (!name.equals(FILE) && !checksums.text(name).equals(sha256(content))) {
            throw new MalformedException(
                "%s of %s does not match its checksum; %s.".formatted(name, of, mend));
          }
        });
    checksums.end();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
