package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import io.reprise.Chromium;
import io.reprise.Required;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts under jobs/, as processes, on the shaded jar and the Spark line under test. */
class AuditIT {

  private static final List<String> LOCAL =
      List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false");

  /** The serializer that many a cluster has by default. */
  private static final List<String> OF_A_CLUSTER =
      List.of(
          "--master",
          "local[2]",
          "--conf",
          "spark.serializer=org.apache.spark.serializer.KryoSerializer");

  private static final List<String> FIGURES =
      List.of("archive", "threshold", "pointThreshold", "events", "evaluation");

  @TempDir private static Path directory;

  private static Jobs jobs;
  private static Jobs.Ended audit;
  private static JsonNode report;

  @BeforeAll
  static void generateAndAudit() throws Exception {
    jobs =
        new Jobs(
            directory,
            "archive.path=" + directory.resolve("archive"),
            "archive.columns.series=series",
            "archive.columns.label=label",
            "window.length=24",
            "window.stride=8",
            "network.encoder=[8]",
            "network.decoder=[8]",
            "training.epochs=12",
            "training.learning-rate=0.03",
            "generate.sensors.series=2",
            "generate.sensors.points=1400",
            "generate.sensors.faults=2",
            "generate.sensors.broken=0.01");
    Jobs.Ended generated = jobs.run("generate", Map.of(), LOCAL);
    assertThat(generated.code()).as(generated.output()).isZero();
    audit = jobs.run("audit", Map.of(), LOCAL);
    assertThat(audit.code()).as(audit.output()).isZero();
    report = jobs.report(jobs.latest("report"));
  }

  @Test
  void theTerminalSaysHowFarItIsAndWhereTheReportLies() {
    assertThat(audit.output()).contains("epoch 12/12", "sequences/s", " left", "Rows: ");
    assertThat(audit.output().strip().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("Report: ")
        .endsWith("report.html");
    assertThat(report.get("run").get("spark").asText()).startsWith(Jobs.line() + ".");
  }

  @Test
  void theFourJobsAgreeWithTheAudit() throws Exception {
    Jobs staged = jobs.into(directory.resolve("staged"));
    for (String job : List.of("ingest", "train", "score", "report")) {
      InProcess.Ended ended = staged.here(job);
      assertThat(ended.code()).as(ended.error()).isZero();
    }
    JsonNode last = staged.report(staged.latest("report"));
    FIGURES.forEach(part -> assertThat(last.get(part)).as(part).isEqualTo(report.get(part)));

    InProcess.Ended gated = staged.here("report", "report.fail-above=0.00001", "threshold.k=1");
    assertThat(gated.code()).as(gated.error()).isEqualTo(4);
    assertThat(gated.output()).contains("Gate: ");
    assertThat(staged.latest("report"))
        .as("a report that exceeds its gate is published all the same")
        .isNotEqualTo(last.get("run").get("id").asText());
  }

  @Test
  void theDistributionInsidePysparkAgreesWithTheEmbeddedSpark() throws Exception {
    String home = System.getenv("REPRISE_SPARK_HOME_" + Jobs.line());
    Required.require(home != null, "REPRISE_SPARK_HOME_" + Jobs.line() + " names no Spark");
    Jobs submitted = jobs.into(directory.resolve("submitted"));
    Jobs.Ended ended = submitted.run("audit", Map.of("SPARK_HOME", home), OF_A_CLUSTER);
    assertThat(ended.code()).as(ended.output()).isZero();
    JsonNode other = submitted.report(submitted.latest("report"));
    assertThat(other.get("run").get("spark").asText()).startsWith(Jobs.line() + ".");
    FIGURES.forEach(part -> assertThat(other.get(part)).as(part).isEqualTo(report.get(part)));
  }

  @Test
  void thePageOpensWithoutAnErrorAndWithoutARequest() throws Exception {
    Path page = jobs.output().resolve("reports/" + jobs.latest("report") + "/report.html");
    try (Chromium chromium = Chromium.start()) {
      Chromium.Opened opened = chromium.open(page, new Browser.NewContextOptions());
      assertThat(opened.page().locator("#event-table tbody tr").first().textContent())
          .contains("pump-0");
      // The error over time, and three features with theirs below.
      opened
          .page()
          .waitForFunction("() => document.querySelectorAll('#event-body canvas').length === 7");
      assertThat(opened.page().locator("#map-chart canvas").count()).isEqualTo(1);
      assertThat(opened.said()).as("what the page said to the console").isEmpty();
      assertThat(opened.requests())
          .as("what the page asked for")
          .allMatch(url -> url.startsWith("file://") || url.startsWith("data:"));
    }
  }

  @Test
  void anAuditMakesItsOwnArchiveEachTimeTheSame() throws Exception {
    Jobs own =
        new Jobs(
            directory,
            directory.resolve("own"),
            List.of(
                "archive.path=${output.path}/archive",
                "archive.layout=sequences",
                "archive.columns.series=series",
                "archive.columns.label=label",
                "window.length=0",
                "network.encoder=[8]",
                "network.decoder=[8]",
                "training.epochs=2",
                "generate.before-audit=true",
                "generate.kind=signals",
                "generate.signals.sequences=200",
                "generate.signals.points=10",
                "generate.signals.anomalies=0.2"));
    JsonNode[] reports = new JsonNode[2];
    for (int i = 0; i < reports.length; i++) {
      InProcess.Ended ended = own.here("audit");
      assertThat(ended.code()).as(ended.error()).isZero();
      reports[i] = own.report(own.latest("report"));
    }
    FIGURES.forEach(part -> assertThat(reports[1].get(part)).isEqualTo(reports[0].get(part)));
    assertThat(reports[0].at("/archive/sequences").asLong()).isEqualTo(200);
  }

  @Tag("once")
  @ParameterizedTest
  @ValueSource(strings = {"audit", "generate", "ingest", "train", "score", "report"})
  void everyScriptTellsWhatThereIs(String job) throws Exception {
    Jobs.Ended help = new Jobs(directory).help(job);
    assertThat(help.code()).isZero();
    assertThat(help.output()).contains("--config", "--set", "--date");
  }
}
