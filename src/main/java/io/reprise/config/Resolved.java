package io.reprise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The resolved configuration for people to read. Secrets are hidden before anything else sees it.
 */
public final class Resolved {

  private static final ConfigRenderOptions PLAIN =
      ConfigRenderOptions.concise().setJson(false).setFormatted(true);
  private static final ConfigRenderOptions CONCISE = ConfigRenderOptions.concise().setJson(false);

  private final ConfigObject visible;

  Resolved(Config config) {
    this.visible = hideIn("", config.root());
  }

  /** The whole of it as HOCON. */
  public String text() {
    return visible.render(PLAIN);
  }

  /** The keys that differ from the defaults, one a line. */
  public String changed() {
    List<String> lines = new ArrayList<>();
    collectChanged("", visible, ConfigurationLoader.parseReference().root(), lines);
    return String.join("\n", lines);
  }

  private static void collectChanged(
      String prefix, ConfigObject own, ConfigObject reference, List<String> lines) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(own).entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      ConfigValue usual = reference.get(entry.getKey());
      if (entry.getValue() instanceof ConfigObject section) {
        boolean known = usual instanceof ConfigObject;
        collectChanged(
            key + ".", section, known ? (ConfigObject) usual : ConfigFactory.empty().root(), lines);
      } else if (usual == null || !text(usual).equals(text(entry.getValue()))) {
        lines.add(key + " = " + entry.getValue().render(CONCISE));
      }
    }
  }

  /**
   * The value as text: what comes from the command line is text even where the reference has a
   * number.
   */
  private static String text(ConfigValue value) {
    return String.valueOf(value.unwrapped());
  }

  public String sha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static ConfigObject hideIn(String path, ConfigObject object) {
    ConfigObject result = object;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = path + "." + entry.getKey();
      result = result.withValue(entry.getKey(), hide(key, entry.getValue()));
    }
    return result;
  }

  /** Looks at the whole path: {@code fs.s3a.secret.key} is a key within {@code secret}. */
  private static ConfigValue hide(String path, ConfigValue value) {
    return switch (value.valueType()) {
      case NULL -> value;
      case OBJECT -> hideIn(path, (ConfigObject) value);
      case LIST ->
          ConfigValueFactory.fromIterable(
              ((ConfigList) value).stream().map(each -> hide(path, each)).toList());
      case STRING, NUMBER, BOOLEAN -> {
        if (Secrets.isNamedBy(path)) {
          yield ConfigValueFactory.fromAnyRef(Secrets.HIDDEN);
        }
        yield value.unwrapped() instanceof String text
            ? ConfigValueFactory.fromAnyRef(Secrets.hidden(text))
            : value;
      }
    };
  }
}
