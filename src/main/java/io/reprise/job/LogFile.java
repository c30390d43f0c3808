package io.reprise.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.spark.SparkConf;

/**
 * The log of a driver that a cluster has started. The submitter's file of settings is not there, so
 * the jar has it too; on YARN the log lies in the container's directory of logs.
 */
final class LogFile {

  private static final String SETTINGS = "log4j2.properties";
  private static final String SET_BY_USER = "log4j2.configurationFile";

  private LogFile() {}

  static void open(SparkConf conf) {
    if (Session.isInCluster(conf) && System.getProperty(SET_BY_USER) == null) {
      LoggerContext context = (LoggerContext) LogManager.getContext(false);
      try (InputStream settings = LogFile.class.getResourceAsStream(SETTINGS)) {
        Configurator.reconfigure(
            new PropertiesConfigurationFactory()
                .getConfiguration(context, new ConfigurationSource(settings)));
      } catch (IOException e) {
        throw new UncheckedIOException(SETTINGS + " in the jar cannot be read", e);
      }
    }
  }
}
