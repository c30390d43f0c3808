package io.reprise.bench;

/** Half a second of work again and again, or a single call that takes longer. */
public final class Turn {

  private static final long NANOSECONDS = 500_000_000;

  private Turn() {}

  /**
   * Items a second of work that does so many a call. It starts with a clean heap, for stock DL4J
   * leaves garbage that costs the next turn 100 milliseconds.
   */
  public static double rate(int items, Runnable work) {
    System.gc();
    long start = System.nanoTime();
    long elapsed;
    long calls = 0;
    do {
      work.run();
      calls++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < NANOSECONDS);
    return 1e9 * calls * items / elapsed;
  }
}
