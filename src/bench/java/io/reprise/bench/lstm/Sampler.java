package io.reprise.bench.lstm;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks every few milliseconds where the thread that made it stands while work runs there: a share
 * of looks is a share of time. What is counted is the whole step as it runs, caches and all, and no
 * counter has to go into the code; 1,600 looks give a share to within a percentage point. They come
 * from another thread at random intervals, and still slow the observed one (looking every
 * millisecond took 30 % of its speed): so its rate is measured in other turns.
 */
final class Sampler implements AutoCloseable {

  private static final int LEAST_NANOSECONDS = 2_000_000;
  private static final int MOST_NANOSECONDS = 4_000_000;

  private final Thread observed = Thread.currentThread();
  private final Map<Part, LongAdder> looks = new EnumMap<>(Part.class);
  private final Thread observer = new Thread(this::observe, "sampler");
  private volatile boolean working;
  private volatile boolean closed;

  Sampler() {
    for (Part part : Part.values()) {
      looks.put(part, new LongAdder());
    }
    observer.setDaemon(true);
    observer.start();
  }

  void during(Runnable work) {
    working = true;
    work.run();
    working = false;
  }

  private void observe() {
    while (!closed) {
      LockSupport.parkNanos(
          ThreadLocalRandom.current().nextInt(LEAST_NANOSECONDS, MOST_NANOSECONDS));
      if (working) {
        looks.get(Part.of(observed.getStackTrace())).increment();
      }
    }
  }

  /** The share of time spent in each part. */
  EnumMap<Part, Double> shares() {
    double all = looks.values().stream().mapToLong(LongAdder::sum).sum();
    EnumMap<Part, Double> shares = new EnumMap<>(Part.class);
    looks.forEach((part, count) -> shares.put(part, count.sum() / all));
    return shares;
  }

  @Override
  public void close() {
    closed = true;
  }
}
