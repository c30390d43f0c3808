package io.reprise.bench.scale;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.OptionalLong;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another process's heap holds after a full collection: the most that was seen. */
final class DriverHeap {

  private static final int EVERY_MILLISECONDS = 2_000;

  private final ProcessHandle process;
  private long peak = -1;

  DriverHeap(ProcessHandle process) {
    this.process = process;
  }

  /** Looks again and again until the process has ended. At first it is a script, and no JVM. */
  void watch() {
    while (process.isAlive() && !Thread.currentThread().isInterrupted()) {
      look();
      pause();
    }
  }

  private void look() {
    try (JMXConnector connector = connector()) {
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.MEMORY_MXBEAN_NAME,
              MemoryMXBean.class);
      while (!Thread.currentThread().isInterrupted()) {
        memory.gc();
        peak = Math.max(peak, memory.getHeapMemoryUsage().getUsed());
        pause();
      }
    } catch (IOException | AttachNotSupportedException | RuntimeException e) {
      // It is no JVM yet, or has ended.
    }
  }

  private static void pause() {
    try {
      Thread.sleep(EVERY_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The address is of a process that this one has started.
  @SuppressWarnings("BanJNDI")
  private JMXConnector connector() throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  OptionalLong peakMegabytes() {
    return peak < 0 ? OptionalLong.empty() : OptionalLong.of(peak >> 20);
  }
}
