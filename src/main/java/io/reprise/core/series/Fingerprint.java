package io.reprise.core.series;

/**
 * A hash of 64 bits, the same on every machine. It tells data apart, but does not protect against
 * forgery.
 */
public final class Fingerprint {

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long hash = PRIME;

  private Fingerprint() {}

  /** The hash of a series' name. */
  public static long ofSeries(String name) {
    return new Fingerprint().name(name).value();
  }

  /** The hash of a chunk's series and start. */
  public static long ofPlace(Chunk chunk) {
    return new Fingerprint().place(chunk).value();
  }

  /** The hash of all that a chunk holds. */
  public static long of(Chunk chunk) {
    Fingerprint fingerprint = new Fingerprint().place(chunk);
    fingerprint.add(chunk.period());
    fingerprint.add(chunk.before());
    fingerprint.add(chunk.count());
    for (float value : chunk.values()) {
      fingerprint.add(Float.floatToRawIntBits(value));
    }
    fingerprint.add(chunk.validity());
    if (chunk.labels() != null) {
      fingerprint.add(chunk.labels());
    }
    return fingerprint.value();
  }

  private Fingerprint place(Chunk chunk) {
    name(chunk.series()).add(chunk.start());
    return this;
  }

  private Fingerprint name(String name) {
    for (int i = 0; i < name.length(); i++) {
      add(name.charAt(i));
    }
    return this;
  }

  private void add(byte[] bytes) {
    for (byte each : bytes) {
      add(each);
    }
  }

  private void add(long bits) {
    hash = (hash ^ bits) * PRIME;
    hash ^= hash >>> 32;
  }

  /** Mixed as in SplitMix64, so that any of its bits may choose. */
  private long value() {
    long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
