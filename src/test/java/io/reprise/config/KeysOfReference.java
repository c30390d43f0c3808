package io.reprise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code conf/reprise.conf}, for tests outside of this package. */
public final class KeysOfReference {

  private static final Config REFERENCE =
      ConfigFactory.parseResources(ConfigurationLoader.class, "reprise.conf");
  private static final KnownKeys KEYS = new KnownKeys(REFERENCE);

  private KeysOfReference() {}

  public static Set<String> sections() {
    return REFERENCE.root().keySet();
  }

  /** Why a key is refused. */
  public static Optional<String> refusal(String key) {
    return refusal(parsed(key + " {}"));
  }

  /** Why a piece of HOCON is refused that names keys; ${date} has a value in it. */
  public static Optional<String> refusalOf(String hocon) {
    Config date = ConfigFactory.parseMap(Map.of("date", "2024-01-31"));
    return refusal(parsed(hocon).resolveWith(date));
  }

  private static Config parsed(String hocon) {
    return ConfigFactory.parseString(
        hocon, ConfigParseOptions.defaults().setOriginDescription("document"));
  }

  private static Optional<String> refusal(Config config) {
    try {
      KEYS.check(config);
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(e.getMessage());
    }
  }
}
