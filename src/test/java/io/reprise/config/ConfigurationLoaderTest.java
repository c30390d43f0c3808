package io.reprise.config;

import static io.reprise.config.Settings.said;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Smoothing;
import io.reprise.core.series.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {

  @TempDir private Path directory;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static Configuration load(Path... files) {
    return ConfigurationLoader.load(List.of(files), List.of(), Optional.empty());
  }

  private static Configuration dated(String date, String... settings) {
    return ConfigurationLoader.load(
        List.of(), List.of(settings), Optional.of(LocalDate.parse(date)));
  }

  private static void assertRefused(Runnable loading, String... parts) {
    assertThatThrownBy(loading::run)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void whatComesLaterWins() throws IOException {
    Path first = file("first.conf", "training { epochs = 1, batch = 1, seed = 1 }");
    Path second = file("second.conf", "training.epochs = 2\ntraining.batch = 2");

    TrainingConfig training =
        ConfigurationLoader.load(
                List.of(first, second),
                List.of("training.epochs=3", "training.epochs=4"),
                Optional.empty())
            .training();

    assertThat(training.stop().epochs()).as("the last setting").isEqualTo(4);
    assertThat(training.minibatch().windows()).as("the last file").isEqualTo(2);
    assertThat(training.seed()).as("the first file").isEqualTo(1);
    assertThat(training.averaging().frequency()).as("the reference").isEqualTo(10);
    assertThat(load(second, first).training().stop().epochs()).as("the order counts").isEqualTo(1);
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    assertThat(said(load(file("empty.conf", "")))).isEqualTo(said(with()));
  }

  @Test
  void refusesFilesThatCannotBeRead() throws IOException {
    Path broken = file("broken.conf", "training {\n  epochs = 1\n");

    assertRefused(
        () -> load(directory.resolve("none.conf")),
        "none.conf: there is no such file",
        "give the path");
    assertRefused(() -> load(directory), "there is no such file");
    assertRefused(() -> load(broken), "broken.conf is not HOCON", "mend that line");
  }

  @Test
  void anUnknownKeyNamesItsOriginAndTheNearest() throws IOException {
    Path file = file("typo.conf", "training.epochs = 1\ntraining {\n  learning_rate = 0.1\n}");

    assertRefused(
        () -> load(file),
        "typo.conf: 3",
        "no key training.learning_rate",
        "mean training.learning-rate?");
    assertRefused(() -> with("window.lenght=4"), "--set window.lenght", "mean window.length?");
    assertRefused(() -> with("epochs=4"), "there is no key epochs", "mean training.epochs?");
    assertRefused(() -> with("archive.columns.labels=x"), "mean archive.columns.label?");
    assertRefused(() -> with("window.length.x=4"), "there is no key window.length.x");
    assertRefused(() -> with("\".\"=4"), "there is no key .");
    assertThat(with("archive.options.anything=4").archive().options())
        .as("what belongs to Spark is Spark's to check")
        .containsEntry("anything", "4");
  }

  @Test
  void aSectionIsNotAValue() {
    assertRefused(() -> with("window=4"), "window = 4 must be a section", "window.length");
    assertRefused(() -> with("archive=null"), "archive = null must be a section");
    assertRefused(() -> with("archive.columns=[a]"), "must be a section", "archive.columns.date");
  }

  @Test
  void settingsAreKeysAndValues() {
    assertRefused(() -> with("training.epochs"), "--set training.epochs", "KEY=VALUE");
    assertRefused(() -> with("=5"), "--set =5", "KEY=VALUE");
    assertRefused(() -> with("training..epochs=5"), "--set training..epochs", "KEY=VALUE");
    assertThat(with(" training.epochs = 7 ").training().stop().epochs()).isEqualTo(7);
    assertThat(with("network.encoder=[8, 4]").network().encoder()).containsExactly(8, 4);
    assertThat(with("window={length = 9, stride = 2}").window())
        .isEqualTo(new WindowConfig(9, 2, Smoothing.NONE));
  }

  @Test
  void pathsAreTakenAsTheyAre() {
    for (String path :
        List.of(
            "hdfs://node:8020/data/pumps",
            "s3a://bucket/a=1/b=2",
            "file:///tmp/x",
            "/data/*/{a,b}.parquet",
            "/data//double",
            "/data/run#1",
            "C:\\data\\x",
            "a, b",
            "with space/é",
            "a$b",
            "1.50",
            "")) {
      assertThat(with("archive.path=" + path).archive().path()).as(path).contains(path);
    }
    assertThat(with("archive.path=\"hdfs://node/x # y\"").archive().path())
        .as("quotes are HOCON's")
        .contains("hdfs://node/x # y");
  }

  @Test
  void aDateIsADayOfTheArchive() {
    ArchiveConfig archive = dated("2024-02-28", "archive.from=2020-01-01").archive();

    assertThat(archive.from()).contains(Instant.parse("2024-02-28T00:00:00Z"));
    assertThat(archive.to()).contains(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(with().archive().from()).isEmpty();
  }

  @Test
  void aDateStandsInValues() throws IOException {
    Path file = file("daily.conf", "archive.path = \"s3a://bucket/day=\"${date}\"/x\"");
    Configuration fromFile =
        ConfigurationLoader.load(
            List.of(file),
            List.of("output.path=out/${date}"),
            Optional.of(LocalDate.parse("2024-02-28")));

    assertThat(fromFile.archive().path()).contains("s3a://bucket/day=2024-02-28/x");
    assertThat(fromFile.outputPath()).isEqualTo("out/2024-02-28");
    assertThat(dated("2024-02-28", "archive.path=s3a://b/day=${date}/*").archive().path())
        .as("with a colon and an asterisk")
        .contains("s3a://b/day=2024-02-28/*");
    assertThat(fromFile.resolved().text()).doesNotContain("${").contains("2024-02-28");
  }

  @Test
  void aJobThatDoesNotReadTheArchiveNeedsNoDate() {
    List<String> settings = List.of("archive.path=/data/day=${date}", "output.path=/results");
    Configuration configuration =
        ConfigurationLoader.loadWithoutArchive(List.of(), settings, Optional.empty());
    assertThat(configuration.outputPath()).isEqualTo("/results");
    assertThat(configuration.archive().path()).contains("/data/day=any-date");
    assertThat(configuration.archive().span()).isEqualTo(Span.ALL);
    assertRefused(
        () ->
            ConfigurationLoader.loadWithoutArchive(
                List.of(), List.of("output.path=out/${date}"), Optional.empty()),
        "--date YYYY-MM-DD");
  }

  @Test
  void theOutputPathIsFoundInAConfigurationThatCannotBeRead() {
    assertThat(
            ConfigurationLoader.outputPath(
                List.of(Path.of("/nowhere.conf")),
                List.of("output.path=/results", "window.lenght=8", "broken")))
        .contains("/results");
    assertThat(ConfigurationLoader.outputPath(List.of(), List.of("window.lenght=8"))).isEmpty();
    assertThat(ConfigurationLoader.outputPath(List.of(), List.of("output.path=${nothing}")))
        .isEmpty();
  }

  @Test
  void aDateInAValueNeedsADate() {
    assertRefused(() -> with("output.path=out/${date}"), "--date YYYY-MM-DD");
    assertRefused(() -> with("archive.path=s3a://b/${date}"), "--date YYYY-MM-DD");
  }

  @Test
  void keysMayReferToEachOther() throws IOException {
    Path file = file("refer.conf", "network.encoder = [9]\nnetwork.decoder = ${network.encoder}");

    assertThat(load(file).network().decoder()).containsExactly(9);
    assertThat(
            ConfigurationLoader.load(
                    List.of(file), List.of("network.encoder=[5]"), Optional.empty())
                .network()
                .decoder())
        .as("to what wins in the end")
        .containsExactly(5);
  }

  @Test
  void theRecipesAreRead() {
    Path recipes = Path.of("conf", "recipes");
    assertThat(load(recipes.resolve("sample.conf")).archive().path()).contains("sample-data/pumps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include file(\"other.conf\")",
        "include url(\"file:///other.conf\")",
        "include classpath(\"other.conf\")",
        "include required(file(\"other.conf\"))",
        "include \"other\"",
        "window { include \"other.conf\" }"
      })
  void includesAreRefused(String line, @TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("other.conf"), "training.epochs = 7");
    Path file = Files.writeString(directory.resolve("own.conf"), line + "\n");

    assertThatThrownBy(() -> ConfigurationLoader.load(List.of(file), List.of(), Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ": include of ")
        .hasMessageEndingWith("is not allowed; give each file by a --config of its own.");
  }

  @Test
  void aSettingIncludesNothingEither() {
    assertThatThrownBy(() -> with("window={ include \"other.conf\" }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--set window: include of other.conf is not allowed");
  }
}
