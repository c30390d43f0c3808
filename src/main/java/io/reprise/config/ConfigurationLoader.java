package io.reprise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one checked configuration of files and {@code KEY=VALUE} settings. Later ones win. */
public final class ConfigurationLoader {

  private static final String DATE = "date";
  private static final String OUTPUT = "output.path";
  private static final String ARCHIVE = "archive";

  private static final ConfigResolveOptions PARTLY =
      ConfigResolveOptions.defaults().setAllowUnresolved(true);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^{}]*}");

  /**
   * The marks after which HOCON takes the rest of a bare value for a comment. A path may hold them.
   */
  private static final Pattern COMMENT = Pattern.compile("^(?![\"\\[{]).*(#|//)");

  private ConfigurationLoader() {}

  /** For a job that does not look at the archive, whose path may then depend on a date. */
  public static Configuration loadWithoutArchive(
      List<Path> files, List<String> settings, Optional<LocalDate> date) {
    return load(files, settings, config -> resolve(withAnyArchive(config, date), date));
  }

  public static Configuration load(
      List<Path> files, List<String> settings, Optional<LocalDate> date) {
    return load(files, settings, config -> resolve(config, date));
  }

  private static Configuration load(
      List<Path> files, List<String> settings, UnaryOperator<Config> resolve) {
    Config reference = parseReference();
    Config own = ConfigFactory.empty();
    for (Path file : files) {
      own = parseFile(file).withFallback(own);
    }
    for (String setting : settings) {
      own = parseSetting(setting).withFallback(own);
    }
    Config resolved = resolve.apply(own.withFallback(reference));
    new KnownKeys(reference).check(resolved);
    return Sections.read(resolved);
  }

  /** Where a configuration that cannot be read would have its results, if that much can be read. */
  public static Optional<String> outputPath(List<Path> files, List<String> settings) {
    Config readable = ConfigFactory.empty();
    for (Path file : files) {
      readable = ifReadable(() -> parseFile(file)).withFallback(readable);
    }
    for (String setting : settings) {
      readable = ifReadable(() -> parseSetting(setting)).withFallback(readable);
    }
    try {
      return Optional.of(readable.resolve().getString(OUTPUT));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private static Config ifReadable(Supplier<Config> part) {
    try {
      return part.get();
    } catch (ConfigurationException e) {
      return ConfigFactory.empty();
    }
  }

  /** Every key with its default. */
  static Config parseReference() {
    return ConfigFactory.parseResources(
        ConfigurationLoader.class,
        "reprise.conf",
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static Config parseFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "--config %s: there is no such file; give the path of a HOCON file.".formatted(file));
    }
    try {
      return ConfigFactory.parseFile(
          file.toFile(), options(file.toString()).setAllowMissing(false));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "--config %s is not HOCON: %s; mend that line.".formatted(file, e.getMessage()), e);
    }
  }

  private static Config parseSetting(String setting) {
    int equals = setting.indexOf('=');
    String key = setting.substring(0, Math.max(0, equals)).strip();
    String value = setting.substring(equals + 1).strip();
    if (key.isEmpty()) {
      throw wrongSetting(setting, null);
    }
    try {
      return parseSetting(key, COMMENT.matcher(value).find() ? literal(value) : value);
    } catch (ConfigException e) {
      try {
        return parseSetting(key, literal(value));
      } catch (ConfigException again) {
        throw wrongSetting(setting, again);
      }
    }
  }

  private static Config parseSetting(String key, String value) {
    return ConfigFactory.parseString(key + " = " + value, options("--set " + key));
  }

  private static ConfigParseOptions options(String origin) {
    return ConfigParseOptions.defaults()
        .setOriginDescription(origin)
        .setIncluder(new RefusedIncludes(origin));
  }

  /** Quotes a value that HOCON cannot read, such as a path with a colon, but for ${…} in it. */
  private static String literal(String value) {
    StringBuilder text = new StringBuilder();
    Matcher variable = VARIABLE.matcher(value);
    int from = 0;
    while (variable.find()) {
      text.append(ConfigUtil.quoteString(value.substring(from, variable.start())));
      text.append(variable.group());
      from = variable.end();
    }
    return text.append(ConfigUtil.quoteString(value.substring(from))).toString();
  }

  private static ConfigurationException wrongSetting(String setting, ConfigException cause) {
    return new ConfigurationException(
        "--set %s: write it as KEY=VALUE, for instance --set training.epochs=10."
            .formatted(setting),
        cause);
  }

  private static Config resolve(Config config, Optional<LocalDate> date) {
    try {
      return date.isPresent()
          ? dated(config, date.get()).resolve().withoutPath(DATE)
          : config.resolve();
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw new ConfigurationException(
          "A ${…} in the configuration has no value (%s); ${date} needs --date YYYY-MM-DD."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Only the archive may depend on a date that nobody gave. */
  private static Config withAnyArchive(Config config, Optional<LocalDate> date) {
    if (date.isPresent()) {
      return config;
    }
    ConfigObject archive =
        config.withValue(DATE, text("any-date")).resolve(PARTLY).getObject(ARCHIVE);
    return config.withValue(ARCHIVE, archive);
  }

  private static Config dated(Config config, LocalDate day) {
    return config
        .withValue(DATE, text(day.toString()))
        .withValue(ArchiveConfig.FROM, text(day.toString()))
        .withValue(ArchiveConfig.TO, text(day.plusDays(1).toString()));
  }

  private static ConfigValue text(String value) {
    return ConfigValueFactory.fromAnyRef(value, "--date");
  }
}
