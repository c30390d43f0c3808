package io.reprise;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs of its machine. */
public final class Required {

  private Required() {}

  /** In CI a missing tool fails the test; elsewhere the test is reported as skipped. */
  public static void require(boolean condition, String missing) {
    if (!condition && "true".equals(System.getenv("CI"))) {
      fail(missing + ", and CI must not skip this test");
    }
    assumeTrue(condition, missing);
  }
}
