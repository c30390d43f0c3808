package io.reprise.bench;

/** Work that is measured against other work, and how many items a call of it does. */
public record Contender(int items, Runnable work) {

  private static final long TURN_NANOSECONDS = 500_000_000;

  /**
   * Items a second of one turn: half a second, or a single call that takes longer. It starts with a
   * clean heap, for stock DL4J leaves garbage that costs whoever comes next 100 milliseconds.
   */
  double turn() {
    System.gc();
    long start = System.nanoTime();
    long elapsed;
    long calls = 0;
    do {
      work.run();
      calls++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < TURN_NANOSECONDS);
    return 1e9 * calls * items / elapsed;
  }
}
