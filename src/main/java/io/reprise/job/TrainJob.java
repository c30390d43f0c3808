package io.reprise.job;

import io.reprise.core.network.Bundle;
import io.reprise.stage.plan.PlanStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import io.reprise.stage.train.PromotionStage;
import io.reprise.stage.train.TrainStage;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "train", description = "Trains a model on the newest series.")
final class TrainJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return Set.of(ResultKind.MODEL);
  }

  @Override
  boolean readsArchive() {
    return false;
  }

  @Override
  List<String> plan(Context context) {
    return new PlanStage(context.stage()).train(newest(context)).lines();
  }

  @Override
  Ended run(Context context) {
    Store store = context.store();
    SeriesTable series = newest(context);
    TrainStage training = new TrainStage(context.stage());
    Bundle bundle = training.run(series, context.run());
    PromotionStage.Verdict verdict =
        new PromotionStage(context.stage()).judge(series, context.run(), bundle);
    store.publish(verdict::on);
    training.forgetCheckpoints();
    context.console().print("Model: " + store.directory(ResultKind.MODEL, context.run()));
    return Ended.of(publishes(), context.run(), series.manifest().archive()).with(verdict);
  }

  private static SeriesTable newest(Context context) {
    Store store = context.store();
    return SeriesTable.open(context.spark(), store, store.latest(ResultKind.SERIES));
  }
}
