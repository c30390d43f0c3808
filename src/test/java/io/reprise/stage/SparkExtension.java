package io.reprise.stage;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one local session, shared by all stage tests of a JVM, to whoever asks for it. */
public final class SparkExtension implements ParameterResolver {

  /** Not closed after a class: to start another takes longer than many a test. */
  private static SparkSession shared;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }

  /** A job that ran in this JVM has stopped the session that it found. */
  private static synchronized SparkSession session() {
    if (shared == null || shared.sparkContext().isStopped()) {
      shared = start();
    }
    return shared;
  }

  private static SparkSession start() {
    String master = "local[2]";
    return SparkSession.builder()
        .master(master)
        .config(Map.copyOf(SessionSettings.of(master)))
        .appName("stage tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        // What one test has compiled serves the next.
        .config("spark.sql.codegen.cache.maxEntries", "10000")
        .getOrCreate();
  }
}
