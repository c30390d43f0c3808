package io.reprise.stage.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.lstm.Precision;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.common.InputRefusedException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ProcessorsTest {

  @Test
  void aModelOfFloat32ScoresEverywhere(SparkSession spark) {
    assertThatCode(() -> new Processors(spark).require(model(Precision.FLOAT32)))
        .doesNotThrowAnyException();
  }

  @Test
  void aModelOfBfloat16ScoresOnlyWhereItsErrorsCanBeHad(SparkSession spark) {
    NetworkSpec model = model(Precision.BFLOAT16);
    if (Precision.BFLOAT16.available()) {
      assertThatCode(() -> new Processors(spark).require(model)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> new Processors(spark).require(model))
          .isInstanceOf(InputRefusedException.class)
          .hasMessage(
              "The model's threshold comes from errors in bfloat16, but not every executor's"
                  + " processor has AVX512-BF16 or AMX; score where all have them, or train again"
                  + " with network.precision = float32.");
    }
  }

  private static NetworkSpec model(Precision precision) {
    return new NetworkSpec(
        1, 8, List.of(4), List.of(4), Loss.MSE, 0.01, 1, NetworkOptions.PLAIN.with(precision));
  }
}
