package io.reprise.job;

import io.reprise.stage.plan.PlanStage;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "report", description = "Turns the newest scores into a report.")
final class ReportJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return Set.of(ResultKind.REPORT);
  }

  @Override
  boolean readsArchive() {
    return false;
  }

  @Override
  List<String> plan(Context context) {
    Store store = context.store();
    ScoresTable scores = ScoresTable.open(context.spark(), store, store.latest(ResultKind.SCORES));
    return new PlanStage(context.stage())
        .report(SeriesTable.open(context.spark(), store, scores.manifest().series()))
        .lines();
  }

  @Override
  Ended run(Context context) {
    Store store = context.store();
    ScoresTable scores = ScoresTable.open(context.spark(), store, store.latest(ResultKind.SCORES));
    String model = scores.manifest().model();
    ReportStage.Outcome outcome =
        new ReportStage(context.stage())
            .run(
                new ReportStage.Subject(
                    context.job(),
                    context.startedAt(),
                    SeriesTable.open(context.spark(), store, scores.manifest().series()),
                    model,
                    new ModelStore(store).read(model),
                    scores),
                context.run());
    store.publish(Map.of(ResultKind.REPORT, context.run()));
    Summary.print(context, outcome);
    return Ended.of(publishes(), context.run(), outcome.content().archive(), outcome);
  }
}
