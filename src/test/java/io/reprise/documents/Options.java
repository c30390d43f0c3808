package io.reprise.documents;

import io.reprise.job.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.apache.spark.launcher.SparkSubmitArgumentsParser;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/** The options of the commands that documents show. */
final class Options {

  /** Neither a job's nor spark-submit's, each with the reason why documents name it. */
  private static final Map<String, String> OTHERS =
      Map.of("--add-opens", "an option of java, of which jobs/java-options holds a list");

  /** Properties that the pom does not have, each with the reason why documents name it. */
  private static final Map<String, String> OF_PLUGINS =
      Map.of("test", "a property of Surefire: the classes to run");

  private final Set<String> ofJobs = new TreeSet<>();
  private final Set<String> properties;
  private final Set<String> profiles;

  Options(Path pom) {
    new CommandLine(Main.class)
        .getSubcommands()
        .values()
        .forEach(job -> ofJobs.addAll(job.getCommandSpec().optionsMap().keySet()));
    properties = found(pom, "//properties/*", Node::getNodeName);
    profiles = found(pom, "/project/profiles/profile/id", Node::getTextContent);
  }

  /** Whether a job, spark-submit or the list of others has an option such as {@code --set}. */
  boolean has(String option) {
    return ofJobs.contains(option)
        || OTHERS.containsKey(option)
        || new SparkSubmitOptions().have(option);
  }

  /** Whether {@code mvn -D} sets a property of this name. */
  boolean hasProperty(String name) {
    return properties.contains(name) || OF_PLUGINS.containsKey(name);
  }

  boolean hasProfile(String name) {
    return profiles.contains(name);
  }

  private static Set<String> found(Path xml, String path, Function<Node, String> name) {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(
                      path,
                      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile()),
                      XPathConstants.NODESET);
      Set<String> names = new TreeSet<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        names.add(name.apply(nodes.item(i)));
      }
      return names;
    } catch (IOException
        | SAXException
        | ParserConfigurationException
        | XPathExpressionException e) {
      throw new IllegalStateException("%s cannot be read".formatted(xml), e);
    }
  }

  /** Spark's own parser, which says of an option whether it knows it. */
  private static final class SparkSubmitOptions extends SparkSubmitArgumentsParser {

    private boolean known;

    boolean have(String option) {
      parse(List.of(option, "value"));
      return known;
    }

    @Override
    public boolean handle(String option, String value) {
      known = true;
      return true;
    }

    @Override
    public boolean handleUnknown(String option) {
      return true;
    }

    @Override
    public void handleExtraArgs(List<String> extra) {
      // The value of a switch, which takes none.
    }
  }
}
