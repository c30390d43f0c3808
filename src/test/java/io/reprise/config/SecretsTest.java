package io.reprise.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host:5432/db?user=me&password=hunter2&ssl=true",
        "jdbc:sqlserver://host:1433;databaseName=db;password=hunter2;encrypt=true",
        "jdbc:x://host/db?pwd=hunter2",
        "jdbc:oracle:thin:scott/hunter2@host:1521/db",
        "https://host/x?sig=hunter2&se=1",
        "https://host/x?X-Amz-Signature=hunter2",
        "s3a://key:hunter2@bucket/a.csv is left out",
        "s3a://me:hunter2@a@bucket/x",
        "s3a://me:hunter2/3@bucket/x",
        "https://hunter2@host/x",
        "abfss://me:hunter2@account/x",
        "archive.options.password = hunter2: must be shorter.",
        "--set archive.options.pat=hunter2: write it as KEY=VALUE",
        "{user=me, passphrase=hunter2}",
        "password='hunter2 and more'",
        "{\"user\": \"me\", \"apiKey\": \"hunter2 and more\"}",
        "Authorization: Bearer hunter2hunter2",
        "header.Authorization = \"Basic hunter2hunter2\"",
        "DefaultEndpointsProtocol=https;AccountKey=hunter2==;EndpointSuffix=x",
        "Cookie=hunter2",
        "https://host/token=5/x?token=hunter2"
      })
  void hidesASecretInAnyText(String text) {
    String hidden = Secrets.hidden(text);

    assertThat(hidden).doesNotContain("hunter2").contains(Secrets.HIDDEN);
    assertThat(Secrets.hidden(hidden)).as("hidden twice").isEqualTo(hidden);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://node:8020/a@b",
        "hdfs://a:8020,b:8020/x@y",
        "abfss://container@account.dfs.core.windows.net/a.csv",
        "file:///data/a=1/path=2/author=me/day=2024-01-31/x.parquet",
        "file:/data/token=5/sas=6/x.csv",
        "me@example.org wrote: threshold.k=4.5, training.epochs = 20",
        "archive.path = s3a://bucket/pat/auth/token/x.csv is empty; name a path with data.",
        "12 of 20 rows cannot be used ({null value=3})",
        ""
      })
  void leavesOtherTextsAsTheyAre(String text) {
    assertThat(Secrets.hidden(text)).isEqualTo(text);
  }

  @Test
  void theSentenceAroundASecretStays() {
    assertThat(Secrets.hidden("jdbc:x://host/db?user=me&password=hunter2: it is empty."))
        .isEqualTo("jdbc:x://host/db?user=me&password=(hidden): it is empty.");
    assertThat(Secrets.hidden(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "://a:", "a=", "password=", "\"", "a@", "auth: ", "://a@"})
  void noTextTakesLong(String part) {
    String text = part.repeat(1_000_000 / part.length());

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Secrets.hidden(text));
  }

  @Test
  void theLogHidesThemToo() throws Exception {
    Properties properties = new Properties();
    properties.load(Files.newBufferedReader(Path.of("conf/log4j2.properties")));
    PatternLayout layout =
        PatternLayout.newBuilder()
            .withPattern(properties.getProperty("appender.file.layout.pattern"))
            .withAlwaysWriteExceptions(
                Boolean.parseBoolean(
                    properties.getProperty("appender.file.layout.alwaysWriteExceptions")))
            .build();

    String line =
        new String(
            layout.toByteArray(
                Log4jLogEvent.newBuilder()
                    .setLoggerName("io.reprise.Reader")
                    .setLevel(Level.WARN)
                    .setMessage(new SimpleMessage("reads s3a://me:hunter2@bucket/x"))
                    .setThrown(
                        new IllegalStateException(
                            "jdbc:x://host?user=me&password=hunter2&pwd=hunter2",
                            new IllegalStateException("header.Authorization: Bearer hunter2")))
                    .build()),
            StandardCharsets.UTF_8);

    assertThat(line)
        .doesNotContain("hunter2")
        .contains("WARN", "Reader: reads s3a://(hidden)@bucket/x", "user=me&password=(hidden)")
        .containsOnlyOnce("user=me")
        .contains("SecretsTest.theLogHidesThemToo");
  }
}
