package io.reprise.job;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this JVM has been told to end. Whatever fails then is no failure of the job. */
final class Stopping {

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Stopping() {}

  /** To be called once, before a job begins. */
  static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> BEGUN.set(true), "stopping"));
  }

  static boolean hasBegun() {
    return BEGUN.get();
  }
}
