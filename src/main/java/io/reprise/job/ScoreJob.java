package io.reprise.job;

import io.reprise.core.network.Bundle;
import io.reprise.stage.plan.PlanStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(
    name = "score",
    description = "Replays the newest series through the champion among the models.")
final class ScoreJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return Set.of(ResultKind.SCORES);
  }

  @Override
  boolean readsArchive() {
    return false;
  }

  @Override
  List<String> plan(Context context) {
    Bundle champion = new ModelStore(context.store()).read(context.store().champion());
    return new PlanStage(context.stage()).score(newest(context), champion).lines();
  }

  @Override
  Ended run(Context context) {
    Store store = context.store();
    SeriesTable series = newest(context);
    String model = store.champion();
    Bundle bundle = new ModelStore(store).read(model);
    ScoreStage stage = new ScoreStage(context.stage());
    String run = context.run();
    boolean dates =
        context.configuration().archive().replacesDates() && !series.manifest().sequences();
    if (dates) {
      stage.runDates(series, model, bundle, run);
    } else {
      stage.run(series, model, bundle, run);
    }
    store.publish(
        now -> {
          if (dates) {
            stage.layOver(now, run);
          }
          return now.with(Map.of(ResultKind.SCORES, run));
        });
    context.console().print("Scores: " + store.directory(ResultKind.SCORES, context.run()));
    return Ended.of(publishes(), context.run(), series.manifest().archive());
  }

  private static SeriesTable newest(Context context) {
    Store store = context.store();
    return SeriesTable.open(context.spark(), store, store.latest(ResultKind.SERIES));
  }
}
