package io.reprise.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes that make their own data, and one of a public archive, reach their figures. Where
 * they are too slow for a test they are run smaller: fewer, shorter signals and fewer epochs.
 */
@Tag("once")
@ExtendWith(SparkExtension.class)
class RecipesTest {

  private static final String[] SMALL = {
    "generate.signals.sequences=1500",
    "generate.signals.points=40",
    "training.epochs=40",
    "split.train.fraction=0.6"
  };

  @TempDir private Path output;

  @Test
  void signalsAreReplayed(SparkSession spark) {
    Recipe recipe = Recipe.run(spark, "signals", output, 1, SMALL);
    assertThat(recipe.determination()).isBetween(0.99, 1.0);
  }

  @Test
  void noiseIsHalvedAtLeast(SparkSession spark) {
    Recipe recipe = Recipe.run(spark, "denoise", output, 1, SMALL);
    assertThat(recipe.noiseLeft()).isBetween(0.0, 0.5);
  }

  @Test
  void everyPerturbedRampLiesAboveEveryCleanOne(SparkSession spark) {
    Recipe recipe = Recipe.run(spark, "one-dimensional", output, 1);
    assertThat(recipe.separated()).isEqualTo(1);
    assertThat(recipe.evaluation("sequence").areaUnderCurve()).isEqualTo(1);
  }

  @Test
  void faultsInOneOfTwoFeaturesAreFoundAndNamed(SparkSession spark) {
    Recipe recipe = Recipe.run(spark, "two-dimensional", output, 1);
    assertThat(recipe.evaluation("sequence").areaUnderCurve()).isGreaterThanOrEqualTo(0.99);
    assertThat(recipe.rightFeature()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void singleStepsAreFound(SparkSession spark) {
    Recipe recipe =
        Recipe.run(
            spark,
            "tutorial",
            output,
            1,
            "generate.signals.sequences=1000",
            "generate.signals.points=25",
            "generate.signals.least-points=15",
            "training.epochs=40");
    assertThat(recipe.evaluation("point").areaUnderCurve()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void heartbeatsAreToldApart(SparkSession spark) throws IOException {
    Recipe recipe = Trial.ECG5000_OFFICIAL.run(spark, output, 3, "training.epochs=60");
    assertThat(recipe.evaluation("sequence").areaUnderCurve()).isGreaterThanOrEqualTo(0.97);
  }
}
