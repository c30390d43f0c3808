package io.reprise.stage;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one local session, shared by all stage tests of the run, to whoever asks for it. */
public final class SparkExtension implements ParameterResolver {

  private record Shared(SparkSession session) implements ExtensionContext.Store.CloseableResource {
    @Override
    public void close() {
      session.stop();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Shared.class, type -> new Shared(start()), Shared.class)
        .session();
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
        .getOrCreate();
  }
}
