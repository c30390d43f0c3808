package io.reprise.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.network.DecoderInput;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {

  @Test
  void theFasterEngineIsTakenWhereItIs() {
    assertThat(EngineChoice.AUTO.resolve()).isEqualTo(Engine.ONEDNN);
    assertThat(EngineChoice.ONEDNN.resolve()).isEqualTo(Engine.ONEDNN);
    assertThat(EngineChoice.DL4J.resolve()).isEqualTo(Engine.DL4J);
  }

  @Test
  void anEngineThatCannotComputeTheNetworkIsRefused() {
    NetworkSpec state =
        new NetworkSpec(
            1,
            8,
            List.of(4),
            List.of(4),
            Loss.MSE,
            0.1,
            1,
            new NetworkOptions(DecoderInput.STATE, false, 0, 0));
    assertThat(EngineChoice.AUTO.resolve(state)).isEqualTo(Engine.ONEDNN);
    assertThatThrownBy(() -> EngineChoice.DL4J.resolve(state))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("network.engine = dl4j: the decoder of this network begins with");
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
