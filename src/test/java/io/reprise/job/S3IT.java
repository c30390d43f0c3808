package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.Required;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server of S3's interface; needs a Spark distribution, moto's server by REPRISE_MOTO, and
 * hadoop-aws as the profile copies it.
 */
@Tag("platforms")
class S3IT {

  /** What moto takes for a user, as it takes everything. */
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "somebody", "AWS_SECRET_ACCESS_KEY", "hunter2hunter2");

  private static final Map<String, String> NO_CREDENTIALS =
      Map.of("AWS_EC2_METADATA_DISABLED", "true");

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private SampleAudit audit;
  private String endpoint;
  private Service moto;

  @BeforeEach
  void startServer() throws Exception {
    audit = SampleAudit.in(directory);
    String server = System.getenv("REPRISE_MOTO");
    Required.require(server != null, "REPRISE_MOTO names no moto_server");
    int port = Service.freePort();
    endpoint = "http://127.0.0.1:" + port;
    moto =
        Service.start(
            directory,
            "moto",
            Map.of(),
            List.of(server, "-H", "127.0.0.1", "-p", Integer.toString(port)));
    moto.awaitOutput("Running on " + endpoint, 1);
    put("/bucket", new byte[0]);
    try (Stream<Path> files = Files.list(Path.of(SampleAudit.archive()))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        put("/bucket/archive/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  @AfterEach
  void stopServer() throws InterruptedException {
    if (moto != null) {
      moto.close();
    }
  }

  private void put(String path, byte[] content) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .PUT(BodyPublishers.ofByteArray(content))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).as(path).isEqualTo(200);
  }

  /** Moto gives what is not public to whoever says who they are, whatever they say. */
  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .header("Authorization", "AWS somebody:anything")
            .build(),
        BodyHandlers.ofString());
  }

  private static String jars() throws IOException {
    Path jars = Path.of("target/platforms/s3");
    Required.require(
        Files.isDirectory(jars),
        jars + " is not there; run mvn -Pplatforms generate-test-resources");
    try (Stream<Path> files = Files.list(jars)) {
      return files.map(Path::toString).collect(Collectors.joining(","));
    }
  }

  private List<String> options() throws IOException {
    List<String> options = new ArrayList<>(List.of("--master", "local[2]", "--jars", jars()));
    for (String setting :
        List.of(
            "endpoint=" + endpoint,
            "path.style.access=true",
            "connection.ssl.enabled=false",
            "attempts.maximum=2",
            "retry.limit=2")) {
      options.addAll(List.of("--conf", "spark.hadoop.fs.s3a." + setting));
    }
    return options;
  }

  @Test
  void anAuditReadsFromS3AndPublishesThereAndTellsNoSecret() throws Exception {
    Jobs.Ended ended =
        audit.run(
            "s3a://bucket/output",
            "on-s3",
            CREDENTIALS,
            options(),
            "archive.path=s3a://bucket/archive");

    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(get("/bucket/output/latest.json").body()).contains("on-s3");
    assertThat(get("/bucket/output/outcomes/on-s3.json").body()).contains("\"code\" : 0");
    assertThat(get("/bucket/output/reports/on-s3/report.html").statusCode()).isEqualTo(200);
    for (String told :
        List.of(
            ended.output(),
            get("/bucket/output/models/on-s3/reprise.conf").body(),
            Files.readString(directory.resolve("reprise.log")))) {
      assertThat(told).doesNotContain("hunter2");
    }
  }

  @Test
  void credentialsMayBeOptionsOfTheArchive() throws Exception {
    Jobs.Ended ended =
        audit.run(
            directory.resolve("output").toString(),
            "by-options",
            NO_CREDENTIALS,
            options(),
            "archive.path=s3a://bucket/archive",
            "archive.options.\"fs.s3a.access.key\"=somebody",
            "archive.options.\"fs.s3a.secret.key\"=hunter2hunter2");

    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).doesNotContain("hunter2");
  }

  @Test
  void whatKeepsItFromABucketIsSaid() throws Exception {
    Jobs.Ended nowhere = audit.run("s3a://nowhere/output", "a", CREDENTIALS, options());

    assertThat(nowhere.output())
        .contains("output.path = s3a://nowhere/output: there is no such bucket");
    assertThat(nowhere.code()).isEqualTo(3);

    Jobs.Ended unknown = audit.run("s3a://bucket/output", "b", NO_CREDENTIALS, options());

    assertThat(unknown.output())
        .contains("output.path = s3a://bucket/output: there are no credentials for it");
    assertThat(unknown.code()).isEqualTo(2);

    Jobs.Ended without =
        audit.run("s3a://bucket/output", "c", CREDENTIALS, List.of("--master", "local[2]"));

    assertThat(without.output()).contains("add -- --packages org.apache.hadoop:hadoop-aws:3.3.4");
    assertThat(without.code()).isEqualTo(2);
  }
}
