package io.reprise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Refuses keys that the reference does not have and names the nearest one that it has. */
final class KnownKeys {

  /** Sections whose keys are not ours: options of a Spark reader, and names that users choose. */
  private static final Set<String> FREE =
      Set.of(
          "archive.options",
          "archive.derived",
          "reference.options",
          "reference.derived",
          "clean.bounds");

  private final TreeSet<String> known = new TreeSet<>();
  private final Set<String> sections = new HashSet<>();

  KnownKeys(Config reference) {
    collect("", reference.root());
    collect("reference.", reference.getObject("archive"));
  }

  private void collect(String prefix, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      known.add(key);
      if (entry.getValue().valueType() == ConfigValueType.OBJECT) {
        sections.add(key);
        collect(key + ".", (ConfigObject) entry.getValue());
      }
    }
  }

  /** Checks a resolved configuration, for a ${…} can bring in any key. */
  void check(Config config) {
    check("", config.root());
  }

  private void check(String prefix, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      if (!known.contains(key)) {
        throw new ConfigurationException(
            "%s: there is no key %s; did you mean %s?"
                .formatted(entry.getValue().origin().description(), key, nearest(key)));
      }
      boolean section = entry.getValue().valueType() == ConfigValueType.OBJECT;
      if (sections.contains(key) && !section) {
        throw new ConfigurationException(
            "%s: %s = %s must be a section; set a key of it, for instance %s."
                .formatted(
                    entry.getValue().origin().description(),
                    key,
                    entry.getValue().unwrapped(),
                    FREE.contains(key) ? key + ".NAME" : known.higher(key + ".")));
      }
      if (section && !FREE.contains(key)) {
        check(key + ".", (ConfigObject) entry.getValue());
      }
    }
  }

  /**
   * The known key that is the fewest edits away, counted over the whole key or over its last name.
   */
  String nearest(String key) {
    String last = lastName(key);
    return known.stream()
        .min(
            Comparator.<String>comparingInt(
                    each -> Math.min(edits(key, each), 1 + edits(last, lastName(each))))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private static String lastName(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static int edits(String left, String right) {
    return LevenshteinDistance.getDefaultInstance().apply(left, right);
  }
}
