package io.reprise.job;

import io.reprise.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HDFS, and YARN if asked for, in a process of their own; needs Hadoop as the profile copies it.
 */
record HadoopServices(Service service, Path conf, String files) implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Ready at (\\S+)");

  static HadoopServices start(Path directory, String... more) throws IOException {
    Path jars = Path.of("target/platforms/hadoop");
    Required.require(
        Files.isDirectory(jars),
        jars + " is not there; run mvn -Pplatforms generate-test-resources");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx1g",
                "-cp",
                jars.toAbsolutePath() + "/*",
                Path.of("src/test/platforms/Hadoop.java").toAbsolutePath().toString(),
                directory.toString(),
                SampleAudit.archive()));
    command.addAll(Arrays.asList(more));
    Service service =
        Service.start(
            directory, "hadoop", Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    service.awaitOutput("Ready at ", 1);
    Matcher ready = READY.matcher(Files.readString(service.printed()));
    if (!ready.find()) {
      throw new IOException("Hadoop does not say where it is");
    }
    return new HadoopServices(service, directory.resolve("conf"), ready.group(1));
  }

  @Override
  public void close() throws InterruptedException {
    service.close();
  }
}
