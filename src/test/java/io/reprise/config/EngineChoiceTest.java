package io.reprise.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.network.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {

  @Test
  void theFasterEngineIsTakenWhereItIs() {
    assertThat(EngineChoice.AUTO.resolve()).isEqualTo(Engine.ONEDNN);
    assertThat(EngineChoice.ONEDNN.resolve()).isEqualTo(Engine.ONEDNN);
    assertThat(EngineChoice.DL4J.resolve()).isEqualTo(Engine.DL4J);
  }

  @Test
  void withoutABinaryTheStockEngineIsTaken() throws Exception {
    assertThat(resolvedWithoutBinary(EngineChoice.AUTO)).isEqualTo("DL4J");
    assertThat(resolvedWithoutBinary(EngineChoice.DL4J)).isEqualTo("DL4J");
    assertThat(resolvedWithoutBinary(EngineChoice.ONEDNN))
        .isEqualTo(
            "network.engine = onednn: auto or dl4j, as oneDNN has no binary for this platform.");
  }

  /** As a JVM sees it that takes itself for one on a platform that oneDNN was not built for. */
  private static String resolvedWithoutBinary(EngineChoice choice)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform=linux-ppc64le",
                "-cp",
                System.getProperty("java.class.path"),
                Resolved.class.getName(),
                choice.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.strip();
  }

  /** Prints what a choice comes to. */
  static final class Resolved {

    private Resolved() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(EngineChoice.valueOf(arguments[0]).resolve());
      } catch (ConfigurationException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
