package io.reprise.quality;

import static io.reprise.quality.Goal.atLeast;
import static io.reprise.quality.Goal.atMost;
import static io.reprise.quality.Goal.shown;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** The recipes and what each must reach. */
enum Trial {
  SIGNALS(atLeast(0.99, "R²", Recipe::determination)),
  DENOISE(atMost(0.5, "noise left", Recipe::noiseLeft)),
  ONE_DIMENSIONAL(atLeast(1, "perturbed above every clean one", Recipe::separated)),
  TWO_DIMENSIONAL(
      atLeast(0.99, "AUC", recipe -> recipe.evaluation("sequence").areaUnderCurve()),
      atLeast(0.99, "right feature first", Recipe::rightFeature)),
  TUTORIAL(atLeast(0.95, "AUC by step", recipe -> recipe.evaluation("point").areaUnderCurve())),
  ECG5000(
      atLeast(142, "normals passed, of 145", recipe -> 145 * recipe.passed()),
      atLeast(142, "anomalies found, of the first 145", recipe -> 145 * recipe.found(145)),
      atLeast(
          0.975, "balanced accuracy", recipe -> recipe.evaluation("sequence").balancedAccuracy())),
  ECG5000_OFFICIAL(
      atLeast(0.99, "AUC", recipe -> recipe.evaluation("sequence").areaUnderCurve()),
      atLeast(
          0.965, "balanced accuracy", recipe -> recipe.evaluation("sequence").balancedAccuracy())),
  SKAB(
      atLeast(0.78, "F1 by point", recipe -> recipe.evaluation("point").f1()),
      shown("false alarm rate", recipe -> 1 - Recipe.specificity(recipe.evaluation("point"))),
      shown("missed alarm rate", recipe -> 1 - recipe.evaluation("point").recall())),
  NAB_TAXI(
      atLeast(5, "labelled windows hit, of 5", recipe -> recipe.detection().found()),
      atMost(5, "false events", recipe -> recipe.detection().falseEvents()));

  private final List<Goal> goals;

  Trial(Goal... goals) {
    this.goals = List.of(goals);
  }

  List<Goal> goals() {
    return goals;
  }

  String recipe() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Recipe run(SparkSession spark, Path output, long seed, String... settings) throws IOException {
    return Recipe.run(
        spark, recipe(), output, seed, SharedData.settings(this, output, List.of(settings)));
  }
}
