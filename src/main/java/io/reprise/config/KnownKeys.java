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

  private final TreeSet<String> known = new TreeSet<>();
  private final Set<String> sections = new HashSet<>();

  KnownKeys(Config reference) {
    collect("", reference.root());
    collect(ArchiveConfig.REFERENCE + ".", reference.getObject(ArchiveConfig.SECTION));
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
                    isFree(key) ? key + ".NAME" : known.higher(key + ".")));
      }
      if (section && !isFree(key)) {
        check(key + ".", (ConfigObject) entry.getValue());
      }
    }
  }

  /** A section of which no key is known: a Spark reader or the user names what is in it. */
  private boolean isFree(String section) {
    String next = known.higher(section + ".");
    boolean keyless = next == null || !next.startsWith(section + ".");
    return keyless && sections.contains(section);
  }

  /** The known key with the fewest edits; one that ends alike wins among equals. */
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
