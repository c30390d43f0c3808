package io.reprise.config;

/**
 * The command line or the configuration is wrong by itself. The message names the key and says how
 * to mend it.
 */
public final class ConfigurationException extends RuntimeException {

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  static void require(boolean condition, String key, Object value, String expected) {
    if (!condition) {
      throw new ConfigurationException("%s = %s: %s.".formatted(key, value, expected));
    }
  }
}
