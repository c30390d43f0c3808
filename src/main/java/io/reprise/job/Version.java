package io.reprise.job;

import io.reprise.config.EngineChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which Reprise this is, on which Spark, and what its layers compute with. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Properties build = build();
    return new String[] {
      "Reprise %s (commit %s), Spark %s, engine %s"
          .formatted(
              build.getProperty("version"),
              build.getProperty("commit"),
              org.apache.spark.package$.MODULE$.SPARK_VERSION(),
              EngineChoice.AUTO.resolve().text())
    };
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }
}
