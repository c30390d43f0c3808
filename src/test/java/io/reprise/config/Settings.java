package io.reprise.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Configurations as {@code --set} makes them. */
final class Settings {

  private Settings() {}

  static Configuration with(String... settings) {
    return ConfigurationLoader.load(List.of(), List.of(settings), Optional.empty());
  }

  /** All that a configuration says, without its text. */
  static List<Object> said(Configuration configuration) {
    return Arrays.stream(Configuration.class.getRecordComponents())
        .filter(component -> component.getType() != Resolved.class)
        .map(component -> value(component, configuration))
        .toList();
  }

  private static Object value(RecordComponent component, Configuration configuration) {
    try {
      return component.getAccessor().invoke(configuration);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.getName(), e);
    }
  }

  /** Refused, in one sentence that names the key and ends with a full stop. */
  static void assertRefused(String setting, String message) {
    assertThatThrownBy(() -> with(setting))
        .as(setting)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(setting.substring(0, setting.indexOf('=')))
        .hasMessageContaining(message)
        .hasMessageEndingWith(".");
  }
}
