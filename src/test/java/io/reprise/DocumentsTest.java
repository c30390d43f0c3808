package io.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.documents.Document;
import io.reprise.documents.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a document names exists: links, keys, options, paths, files and classes. */
@Tag("once")
class DocumentsTest {

  private static final Path ROOT = Path.of("");
  private static final Path README = Path.of("README.md");
  private static final Path GUIDES = Path.of("src", "site", "markdown");
  private static final int README_LINES = 120;

  private static final References REFERENCES = new References(ROOT);

  static List<Path> guides() throws IOException {
    try (Stream<Path> found = Files.list(GUIDES)) {
      return found.sorted().toList();
    }
  }

  static Stream<Path> documents() throws IOException {
    return Stream.concat(
        Stream.of(
            README, Path.of("conf", "recipes", "README.md"), Path.of("sample-data", "README.md")),
        guides().stream());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatItNamesExists(Path document) {
    assertThat(REFERENCES.problems(Document.read(document))).as("%s", document).isEmpty();
  }

  @Test
  void theReadmeLeadsToEveryGuide() throws IOException {
    assertThat(Document.read(README).links())
        .as("links of %s", README)
        .containsAll(guides().stream().map(Path::toString).toList());
  }

  @Test
  void theReadmeTakesTwoMinutes() throws IOException {
    assertThat(Files.readAllLines(README)).as("%s", README).hasSizeLessThanOrEqualTo(README_LINES);
  }

  @Test
  void whatDoesNotExistIsFound() {
    Document bad =
        Document.of(
            README,
            """
            # A bad page

            [no file](conf/recipe/README.md), [no heading](#a-good-page),
            [no heading there](sample-data/README.md#data), and what is right: [itself](#a-bad-page).

            `clean.perid`, `--set claen.period=1`, `--sett clean.period=1`, `mvn -Pfast -Dspeed=9`, `conf/reprize.conf`,
            `jobs/<job>/run`, `target/reprise.war`, `series/<run>/profiles`, `repart.json`, `LossOfData`,
            `core.lost`.

            ```hocon
            window { lenght = 48 }
            ```

            ```
            window { length = 48 }
            ```
            """);

    assertThat(REFERENCES.problems(bad))
        .containsExactlyInAnyOrder(
            "link conf/recipe/README.md: there is no such file",
            "link #a-good-page: there is no such heading",
            "link sample-data/README.md#data: there is no such heading",
            "document: 1: there is no key clean.perid; did you mean clean.period?",
            "document: 1: there is no key claen; did you mean clean?",
            "option --sett: there is none",
            "profile fast: there is none",
            "property speed: there is none",
            "path conf/reprize.conf: there is none",
            "path jobs/<job>/run: there is none",
            "path target/reprise.war: there is none",
            "path series/<run>/profiles: there is none",
            "file repart.json: there is none",
            "class LossOfData: there is none",
            "package core.lost: there is none",
            "document: 1: there is no key window.lenght; did you mean window.length?",
            "block window { length = 48 }…: call it hocon");
  }
}
