package io.reprise.documents;

import com.typesafe.config.ConfigException;
import io.reprise.config.KeysOfReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what a document refers to and what does not exist. */
public final class References {

  /** Files whose names begin like keys, and what stands for any key. */
  private static final Set<String> NO_KEYS = Set.of("report.json", "report.html", "KEY");

  private static final Map<String, String> CLASSES_OF_OTHERS =
      Map.of("ParameterAveragingTrainingMaster", "DL4J's", "TrainingMaster", "DL4J's");

  private static final Pattern KEY =
      Pattern.compile(
          "(?<![\\w./-])(?:%s)(?:\\.[A-Za-z0-9-]+)+"
              .formatted(String.join("|", KeysOfReference.sections())));
  private static final Pattern SET = Pattern.compile("--set ([\\w.-]+)=");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][\\w-]*");
  private static final Pattern PROPERTY = Pattern.compile("(?<![\\w-])-D([A-Za-z][\\w.-]*)");
  private static final Pattern PROFILE = Pattern.compile("(?<![\\w-])-P(\\w+)");
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w./…:{}-])[\\w.*<>-]+(?:/[\\w.*<>-]*)+");
  private static final Pattern FILE =
      Pattern.compile("(?<![\\w./*<>{},-])[\\w-]+\\.(?:json|html|csv|conf|md|properties|py|js)\\b");
  private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*(?:\\.[A-Z]\\w*)*");
  private static final Pattern PACKAGE = Pattern.compile("(?:config|core|job|stage)(?:\\.[a-z]+)+");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\s*[\\w.-]+ (?:=|\\{)");

  private final Path root;
  private final Options options;
  private final Sources sources;

  public References(Path root) {
    this.root = root;
    this.options = new Options(root.resolve("pom.xml"));
    this.sources = new Sources(root);
  }

  /** A sentence for each thing that does not exist. */
  public List<String> problems(Document document) {
    List<String> problems = new ArrayList<>();
    document.links().forEach(link -> checkLink(document, link, problems));
    document.spans().forEach(span -> checkCode(document, span, problems));
    document.blocks().forEach(block -> checkBlock(document, block, problems));
    missing("class", matched(CLASS, document.spans()), this::isClass, problems);
    missing("package", matched(PACKAGE, document.spans()), sources::havePackage, problems);
    return problems;
  }

  private void checkLink(Document document, String link, List<String> problems) {
    if (link.contains("://")) {
      return;
    }
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target =
        file.isEmpty() ? document.path() : document.path().resolveSibling(file).normalize();
    if (!Files.exists(root.resolve(target))) {
      problems.add("link %s: there is no such file".formatted(link));
    } else if (hash >= 0 && !anchors(document, target).contains(link.substring(hash + 1))) {
      problems.add("link %s: there is no such heading".formatted(link));
    }
  }

  private Set<String> anchors(Document document, Path target) {
    return target.equals(document.path())
        ? document.anchors()
        : Document.read(root.resolve(target)).anchors();
  }

  private void checkBlock(Document document, Document.Block block, List<String> problems) {
    checkCode(document, block.text(), problems);
    if (block.language().equals("hocon")) {
      refusal(block.text()).ifPresent(problems::add);
    } else if (!block.language().equals("python") && SETTING.matcher(block.text()).find()) {
      problems.add("block %s…: call it hocon".formatted(block.text().lines().findFirst().get()));
    }
  }

  private static Optional<String> refusal(String hocon) {
    try {
      return KeysOfReference.refusalOf(hocon);
    } catch (ConfigException e) {
      return Optional.of("block: " + e.getMessage());
    }
  }

  private void checkCode(Document document, String code, List<String> problems) {
    Stream.concat(found(KEY, code), found(SET, code))
        .distinct()
        .filter(key -> !NO_KEYS.contains(key))
        .forEach(key -> KeysOfReference.refusal(key).ifPresent(problems::add));
    missing("option", found(OPTION, code), options::has, problems);
    missing("property", found(PROPERTY, code), options::hasProperty, problems);
    missing("profile", found(PROFILE, code), options::hasProfile, problems);
    missing("path", found(PATH, code), path -> isPath(document, path), problems);
    missing("file", found(FILE, code), this::isFile, problems);
  }

  /** From the root of the repository, or from where the document lies. */
  private boolean isPath(Document document, String path) {
    return sources.havePath(path)
        || Files.exists(root.resolve(document.path().resolveSibling(path)));
  }

  /** The package {@code core.json} is called like a file. */
  private boolean isFile(String name) {
    return sources.haveFile(name) || sources.havePackage(name);
  }

  private boolean isClass(String name) {
    return sources.haveClass(name) || CLASSES_OF_OTHERS.containsKey(name);
  }

  private static void missing(
      String kind, Stream<String> names, Predicate<String> exists, List<String> problems) {
    names
        .filter(exists.negate())
        .forEach(name -> problems.add("%s %s: there is none".formatted(kind, name)));
  }

  /** The first group of each match, or all of it. */
  private static Stream<String> found(Pattern pattern, String code) {
    return pattern.matcher(code).results().map(References::name);
  }

  private static String name(MatchResult match) {
    return match.groupCount() > 0 ? match.group(1) : match.group();
  }

  private static Stream<String> matched(Pattern pattern, List<String> spans) {
    return spans.stream().filter(span -> pattern.matcher(span).matches());
  }
}
