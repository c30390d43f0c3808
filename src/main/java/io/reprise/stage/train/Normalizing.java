package io.reprise.stage.train;

import io.reprise.config.NormalizeConfig;
import io.reprise.core.normalize.Scope;
import io.reprise.core.series.Chunk;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.data.NormalizerFitting;
import io.reprise.stage.train.data.TrainingPoints;
import io.reprise.stage.train.data.WanderFitting;
import io.reprise.stage.train.data.WindowSelection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;

/** The normaliser that a configuration asks for, fitted to the training part of a table. */
record Normalizing(NormalizeConfig wanted, Progress progress) {

  NormalizerFitting.Fitted fit(
      SeriesTable table, WindowSelection selection, JavaRDD<Chunk> chunks) {
    List<String> features = table.manifest().features();
    boolean sequences = table.manifest().sequences();
    TrainingPoints training =
        new TrainingPoints(selection.split(), sequences, selection.normalOnly());
    NormalizerFitting.Fitted fitted =
        new NormalizerFitting(wanted.method(), wanted.scope(), features.size(), training)
            .fit(chunks);
    if (sequences || wanted.scope() == Scope.SEQUENCE) {
      return fitted;
    }
    WanderFitting wander =
        new WanderFitting(
            table.manifest().archive().series(),
            features.size(),
            selection.windowing().length(),
            training);
    List<Integer> wandering =
        wanted
            .wandering()
            .map(names -> numbers(names, features))
            .orElseGet(() -> wander.wandering(chunks));
    if (!wandering.isEmpty()) {
      progress.say(
          "train    judged by shape alone, for the level wanders (normalize.wandering): %s",
          wandering.stream().map(features::get).collect(Collectors.joining(", ")));
    }
    return fitted.withWandering(wandering);
  }

  private static List<Integer> numbers(List<String> names, List<String> features) {
    for (String name : names) {
      if (!features.contains(name)) {
        throw new InputRefusedException(
            "normalize.wandering: %s is none of the features, which are %s",
            name, String.join(", ", features));
      }
    }
    return names.stream().map(features::indexOf).sorted().distinct().toList();
  }
}
