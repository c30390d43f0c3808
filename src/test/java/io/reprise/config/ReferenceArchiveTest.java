package io.reprise.config;

import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceArchiveTest {

  @Test
  void thereIsNoneUnlessItIsNamed() {
    assertThat(with().reference()).isEmpty();
  }

  @Test
  void itHasTheKeysOfTheArchiveAndTakesOverTheOthers() {
    Configuration configuration =
        with(
            "archive.path=judged",
            "archive.format=csv",
            "archive.options={sep = x}",
            "archive.columns.label=fault",
            "reference.path=normal",
            "reference.columns.label=class",
            "reference.options.header=false");

    ArchiveConfig archive = configuration.archive();
    ArchiveConfig reference = configuration.reference().orElseThrow();

    assertThat(reference.requiredPath()).isEqualTo("normal");
    assertThat(reference.format()).isEqualTo(archive.format());
    assertThat(reference.options()).containsEntry("sep", "x").containsEntry("header", "false");
    assertThat(reference.columns().label()).contains("class");
    assertThat(archive.requiredPath()).isEqualTo("judged");
    assertThat(archive.columns().label()).contains("fault");
    assertThat(archive.options()).containsOnlyKeys("sep");
  }

  @Test
  void theDayThatIsJudgedIsNotTheTimeOfTheReference() {
    Configuration configuration =
        ConfigurationLoader.load(
            List.of(),
            List.of("archive.path=judged", "reference={path = normal, to = \"2023-01-01\"}"),
            Optional.of(LocalDate.parse("2024-01-31")));

    ArchiveConfig reference = configuration.reference().orElseThrow();

    assertThat(configuration.archive().from()).contains(Instant.parse("2024-01-31T00:00:00Z"));
    assertThat(reference.from()).isEmpty();
    assertThat(reference.to()).contains(Instant.parse("2023-01-01T00:00:00Z"));
  }

  @Test
  void refusesKeysThatTheArchiveDoesNotHave() {
    assertThatThrownBy(() -> with("reference.pth=x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("there is no key reference.pth; did you mean reference.path?");
  }

  @Test
  void refusesAReferenceOfAnotherKind() {
    assertThatThrownBy(() -> with("reference.format=csv"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("reference.path = null: must name the archive to learn from");
    assertThatThrownBy(() -> with("reference.path=x", "reference.layout=sequences"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("reference.layout");
  }
}
