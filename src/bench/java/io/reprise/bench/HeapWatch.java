package io.reprise.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Watches how far the heap fills, garbage included. */
public final class HeapWatch {

  private static final int EVERY_MILLISECONDS = 20;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final AtomicLong peak = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private HeapWatch() {}

  public static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    watch.memory.gc();
    var unused =
        watch.clock.scheduleAtFixedRate(watch::look, 0, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    peak.accumulateAndGet(memory.getHeapMemoryUsage().getUsed(), Math::max);
  }

  /** The most that was seen; the watch is over. */
  public long peakMegabytes() {
    clock.shutdown();
    return peak.get() >> 20;
  }
}
