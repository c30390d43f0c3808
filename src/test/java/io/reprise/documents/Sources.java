package io.reprise.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the repository holds, and what its code and scripts write when they run. */
final class Sources {

  /** What readers have or make themselves, each with the place that says so. */
  private static final Map<String, String> OF_READERS =
      Map.of(
          "pumps.csv", "the archive of README.md",
          "pumps.conf", "the configuration of README.md",
          "audits/pumps", "the output of README.md",
          "furnaces.csv", "the archive of the recipes' page",
          "furnaces.conf", "the configuration of the recipes' page",
          "audits/furnaces", "the output of the recipes' page",
          "valve1/0", "a series that is called after its file",
          "**/*.parquet", "a glob for other readers");

  private static final Path PACKAGES = Path.of("src", "main", "java", "io", "reprise");
  private static final Pattern PLACEHOLDER = Pattern.compile("<\\w+>");
  private static final Pattern LITERAL = Pattern.compile("\"([\\w.-]+)\"");
  private static final String BUILT = "target/";

  private final Path root;
  private final Set<String> files = new HashSet<>();
  private final Set<String> literals = new HashSet<>();
  private final String scripts;

  Sources(Path root) {
    this.root = root;
    for (String directory : List.of("conf", "jobs", "sample-data", "src")) {
      walk(root.resolve(directory));
    }
    this.scripts = text(root.resolve("jobs/run")) + text(root.resolve("src/bench/run"));
  }

  private void walk(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      found.filter(Files::isRegularFile).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path file) {
    String name = file.getFileName().toString();
    files.add(name);
    if (name.endsWith(".java") && file.startsWith(root.resolve("src/main"))) {
      Matcher literal = LITERAL.matcher(text(file));
      while (literal.find()) {
        literals.add(literal.group(1));
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is a class of this name, or a class that it is nested in. */
  boolean haveClass(String name) {
    return files.contains(name.replaceFirst("\\..*", "") + ".java");
  }

  /** Whether there is a package of this name under {@code io.reprise}. */
  boolean havePackage(String name) {
    return Files.isDirectory(root.resolve(PACKAGES).resolve(name.replace('.', '/')));
  }

  /** Whether a file of this name lies anywhere, or is written by a job. */
  boolean haveFile(String name) {
    return files.contains(name) || literals.contains(name) || OF_READERS.containsKey(name);
  }

  /**
   * Whether a path lies in the repository, is made by its scripts, or is one that jobs write:
   * {@code series/<run>/profile} is made of names that the code has as texts.
   */
  boolean havePath(String path) {
    if (OF_READERS.containsKey(path)) {
      return true;
    }
    if (path.startsWith(BUILT)) {
      return scripts.contains(path);
    }
    String first = path.substring(0, path.indexOf('/'));
    return Files.exists(root.resolve(first))
        ? inRepository(PLACEHOLDER.matcher(path).replaceAll("*"))
        : Arrays.stream(PLACEHOLDER.matcher(path).replaceAll("").split("/"))
            .filter(name -> !name.isEmpty())
            .allMatch(literals::contains);
  }

  private boolean inRepository(String path) {
    int last = path.indexOf('/', path.indexOf('*'));
    if (!path.contains("*") || last >= 0) {
      return Files.exists(root.resolve(path));
    }
    Path directory = root.resolve(path).getParent();
    String glob = path.substring(path.lastIndexOf('/') + 1);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
      return found.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
