package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.common.InputRefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class FailuresTest {

  private static String said(Exception failure) {
    StringWriter written = new StringWriter();
    CommandLine command = new CommandLine(CommandSpec.create()).setErr(new PrintWriter(written));
    new Failures().handleExecutionException(failure, command, null);
    return written.toString();
  }

  @Test
  void noSentenceTellsASecret() {
    assertThat(said(new InputRefusedException("%s is empty.", "s3a://me:hunter2@bucket/x")))
        .isEqualTo("s3a://(hidden)@bucket/x is empty." + System.lineSeparator());
    assertThat(said(new IllegalStateException("jdbc:x://host/db?user=me&password=hunter2")))
        .startsWith(
            "Unforeseen: IllegalStateException: jdbc:x://host/db?user=me&password=(hidden)");
    InProcess.Ended usage =
        InProcess.run("audit", "--set", "window.length=s3a://me:hunter2@bucket");
    assertThat(usage.error())
        .contains("window.length = s3a://(hidden)@bucket must be")
        .hasLineCount(1);
    assertThat(InProcess.run("audit", "--password=hunter2").error())
        .doesNotContain("hunter2")
        .contains("--help");
  }

  @Test
  void aSentenceStaysOneLine() {
    assertThat(said(new InputRefusedException("series a\nDone.\u001b[2J has no points.")))
        .isEqualTo("series a\\nDone.\\u001b[2J has no points." + System.lineSeparator());
  }
}
