package io.reprise.stage.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationException;
import io.reprise.core.lstm.Precision;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Epoch;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a training computes in, and what tells of it. Processors without bfloat16 take the other
 * branch of each test.
 */
@ExtendWith(SparkExtension.class)
class PrecisionTest {

  private static final String BFLOAT16 = "network.precision=bfloat16";
  private static final boolean AVAILABLE = Precision.BFLOAT16.available();

  private final List<String> said = new ArrayList<>();
  private int trained;
  private SparkSession spark;
  private Workbench bench;
  private SeriesTable series;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
    Configuration configuration = bench.sensors();
    bench.generate(configuration);
    series = bench.ingest(configuration);
  }

  private Bundle train(String... settings) {
    StageContext context =
        new StageContext(
            spark,
            bench.store(),
            bench.sensors(settings),
            (format, arguments) -> said.add(format.formatted(arguments)));
    return new TrainStage(context).run(series, "m" + trained++);
  }

  @Test
  void float32IsTheDefault() {
    assertThat(train().network().precision()).isEqualTo(Precision.FLOAT32);
    assertThat(said).anyMatch(line -> line.endsWith("engine onednn, float32"));
    assertThat(said).noneMatch(line -> line.contains("bfloat16"));
  }

  @Test
  void autoTakesWhatTheProcessorsHaveAndSaysWhyNot() {
    Bundle bundle = train("network.precision=auto");
    if (AVAILABLE) {
      assertThat(bundle.network().precision()).isEqualTo(Precision.BFLOAT16);
      assertThat(said).anyMatch(line -> line.endsWith("engine onednn, bfloat16"));
    } else {
      assertThat(bundle.network().precision()).isEqualTo(Precision.FLOAT32);
      assertThat(said)
          .contains(
              "train    in float32, not in bfloat16: not every executor's processor has AVX512-BF16"
                  + " or AMX");
    }
  }

  @Test
  void autoIsFloat32ForTheStockEngine() {
    Bundle bundle = train("network.precision=auto", "network.engine=dl4j");
    assertThat(bundle.network().precision()).isEqualTo(Precision.FLOAT32);
    assertThat(said)
        .contains(
            "train    in float32, not in bfloat16: only onednn computes it, and the engine is dl4j");
  }

  @Test
  void theStockEngineRefusesBfloat16() {
    assertThatThrownBy(() -> train(BFLOAT16, "network.engine=dl4j"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("network.precision = bfloat16: only onednn computes it");
  }

  @Test
  void bothPrecisionsLearnTheSameAndOneOfThemTheSameBits() {
    if (!AVAILABLE) {
      assertThatThrownBy(() -> train(BFLOAT16))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "network.precision = bfloat16: not every executor's processor has AVX512-BF16 or AMX;"
                  + " set network.precision = float32, or auto.");
      return;
    }
    Bundle exact = train();
    Bundle rounded = train(BFLOAT16);
    Bundle again = train(BFLOAT16);
    assertThat(last(rounded)).isCloseTo(last(exact), withinPercentage(5));
    assertThat(again.parameters().values()).isEqualTo(rounded.parameters().values());
    assertThat(rounded.parameters().values()).isNotEqualTo(exact.parameters().values());
  }

  private static double last(Bundle bundle) {
    List<Epoch> history = bundle.training().history();
    return history.get(history.size() - 1).validationLoss();
  }

  @Test
  void aTrainingGoesOnInItsOwnPrecisionOnly() {
    String checkpoint = "training.checkpoint.rounds=1";
    Bundle first = train("network.precision=auto", checkpoint);
    String resume = "training.resume=true";
    assertThat(train("network.precision=auto", checkpoint, resume).parameters().values())
        .isEqualTo(first.parameters().values());
    if (AVAILABLE) {
      assertThatThrownBy(() -> train(checkpoint, resume))
          .isInstanceOf(InputRefusedException.class)
          .hasMessageContaining("network.precision = float32, but the checkpoint m")
          .hasMessageContaining("was made with bfloat16");
    } else {
      assertThat(train(checkpoint, resume).parameters().values())
          .isEqualTo(first.parameters().values());
    }
  }

  @Test
  void theReportNamesThePrecisionOfTheModel() throws IOException {
    if (AVAILABLE) {
      bench.audit("rounded", bench.sensors(BFLOAT16));
      assertThat(precisionOfReport("rounded")).isEqualTo("bfloat16");
    }
    bench.audit("exact", bench.sensors());
    assertThat(precisionOfReport("exact")).isEqualTo("float32");
  }

  private String precisionOfReport(String run) throws IOException {
    assertThat(bench.page(run).at("/report/run/precision"))
        .isEqualTo(bench.report(run).at("/run/precision"));
    return bench.report(run).at("/run/precision").textValue();
  }
}
