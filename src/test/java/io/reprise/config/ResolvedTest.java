package io.reprise.config;

import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolvedTest {

  private static void assertHidden(String secret, String... settings) {
    Resolved resolved = with(settings).resolved();
    assertThat(resolved.text()).as("%s in the text", secret).doesNotContain(secret);
    assertThat(resolved.changed()).as("%s among the changes", secret).doesNotContain(secret);
    assertThat(resolved.text()).contains("(hidden)");
    assertThat(resolved.changed()).contains("(hidden)");
  }

  @Test
  void hidesWhatIsCalledASecret() {
    for (String key :
        List.of(
            "password",
            "dbPassword",
            "secret",
            "authToken",
            "credentials",
            "accessKey",
            "access-key",
            "private_key",
            "sas",
            "fs.s3a.secret.key",
            "fs.s3a.access.key",
            "fs.azure.account.key.store",
            "\"fs.s3a.session.token\"")) {
      assertHidden("hunter2", "archive.options." + key + "=hunter2");
    }
  }

  @Test
  void hidesSecretsOfEveryType() {
    assertHidden("739", "archive.options.password=739");
    assertHidden("hunter2", "archive.options.passwords=[hunter2]");
    assertHidden("hunter2", "archive.options.secret={inner = hunter2}");
  }

  @Test
  void hidesUsersInAddresses() {
    assertHidden("hunter2", "archive.path=\"jdbc:x://me:hunter2@host/x\"");
    assertHidden("hunter2", "archive.columns.features=[\"ftp://me:hunter2@host\"]");
    assertThat(with("archive.path=hdfs://node:8020/a@b").resolved().text())
        .as("a path is no user")
        .contains("hdfs://node:8020/a@b");
  }

  @Test
  void theConfigurationItselfKeepsTheSecret() {
    assertThat(with("archive.options.password=hunter2").archive().options())
        .containsEntry("password", "hunter2");
  }

  @Test
  void theTextIsTheConfigurationAgain() {
    Resolved resolved = with("training.epochs=7", "archive.path=hdfs://node:8020/x").resolved();

    assertThat(new Resolved(ConfigFactory.parseString(resolved.text())).text())
        .isEqualTo(resolved.text());
    assertThat(resolved.text()).contains("epochs=7");
  }

  @Test
  void changedAreTheKeysThatDifferFromTheDefaults() {
    assertThat(with().resolved().changed().lines())
        .as("what a test sets by itself, and nothing besides")
        .allMatch(line -> line.matches("(archive|output)\\.path = .*"));
    assertThat(
            with(
                    "threshold.k=4.5",
                    "training.epochs=" + with().training().stop().epochs(),
                    "report.fail-above=0.1",
                    "archive.normal-labels=[\"1\", \"2\"]",
                    "archive.options.\"fs.s3a.secret.key\"=hunter2",
                    "clean.bounds.speed=[0, 3]")
                .resolved()
                .changed()
                .lines()
                .filter(line -> !line.matches("(archive|output)\\.path = .*")))
        .containsExactly(
            "archive.normal-labels = [\"1\",\"2\"]",
            "archive.options.\"fs.s3a.secret.key\" = \"(hidden)\"",
            "clean.bounds.speed = [0,3]",
            "report.fail-above = 0.1",
            "threshold.k = 4.5");
  }

  @Test
  void theSumFollowsTheText() {
    assertThat(with().resolved().sha256()).hasSize(64).isEqualTo(with().resolved().sha256());
    assertThat(with("training.seed=1").resolved().sha256())
        .isNotEqualTo(with().resolved().sha256());
    assertThat(ConfigurationLoader.load(List.of(), List.of(), Optional.empty()).resolved().sha256())
        .isEqualTo(with().resolved().sha256());
  }

  @Test
  void hidesSecretsByTheirWords() {
    for (String key :
        List.of(
            "pwd",
            "dbPwd",
            "passphrase",
            "pat",
            "github-pat",
            "header.Authorization",
            "auth",
            "bearer",
            "cookie",
            "signature",
            "sig",
            "sessionKey")) {
      assertHidden("hunter2", "archive.options." + key + "=hunter2");
      assertHidden("hunter2", "reference.path=x", "reference.options." + key + "=hunter2");
    }
  }

  @Test
  void hidesSecretsWithinAddresses() {
    assertHidden("hunter2", "archive.options.url=\"jdbc:x://host/db?user=me&password=hunter2\"");
    assertHidden("hunter2", "archive.options.url=\"jdbc:sqlserver://host;password=hunter2;a=b\"");
    assertHidden("hunter2", "archive.path=\"https://host/x?sig=hunter2\"");
  }

  @Test
  void noKeyOfTheReferenceLooksLikeASecret() {
    assertThat(with("archive.path=/path/pattern/author.csv").resolved().text())
        .contains("author.csv")
        .doesNotContain("(hidden)");
  }
}
